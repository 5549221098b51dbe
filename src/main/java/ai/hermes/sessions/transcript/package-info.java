/**
 * Floor 4: the messages of one conversation, whole or a window at a time. Decides which messages are shown, in which
 * order and as what; knows nothing of lists, callers or the wire's envelopes.
 */
package ai.hermes.sessions.transcript;
