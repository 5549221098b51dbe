/**
 * Floor 6: what clients ask of an agent. This service reads what an agent has written and runs none, so all of it is
 * refused in the one form of errors; the few questions that have an answer from memory are answered.
 */
package ai.hermes.sessions.chat;
