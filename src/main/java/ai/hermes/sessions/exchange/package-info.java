/**
 * Floor 6: conversations as files: exports that are made in the background and had in ranges, and imports, which are
 * kept as read-only conversations in our own database.
 */
package ai.hermes.sessions.exchange;
