/**
 * Floor 1: the book of borrowed connections. A lease says what a connection was borrowed for, by whom and until when;
 * the book interrupts what outlives its deadline. Nothing here knows what is read.
 */
package ai.hermes.sessions.lease;
