/**
 * Floor 1: the book of borrowed connections. A lease says what a connection was borrowed for, by whom and until when,
 * and what it holds; the book tells what is held long, interrupts what outlives its deadline, and takes it back.
 * Nothing here knows what is read.
 */
package ai.hermes.sessions.lease;
