/**
 * Floor 6: snapshots of conversations that others may read without logging in, {@code /api/share} and {@code /share}.
 * Nothing but the snapshot can be reached by its token.
 */
package ai.hermes.sessions.share;
