package ai.hermes.sessions.session;

/**
 * A conversation after something was done to it.
 *
 * @param session its row as it is now
 */
public record Organised(boolean ok, SessionSummary session) {}
