/**
 * Floor 6: where a credential lies, {@code /api/secrets/find}. It looks for what it is given and keeps nothing of it:
 * not in the answer, not in the log, not in memory after the request.
 */
package ai.hermes.sessions.finder;
