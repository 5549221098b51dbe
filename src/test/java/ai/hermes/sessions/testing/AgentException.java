package ai.hermes.sessions.testing;

/** What the agent's process said when it could not do what it was told. */
public final class AgentException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    AgentException(String message) {
        super(message);
    }
}
