package ai.hermes.sessions.transcript;

/** A conversation has no message with an id, or the message has no such text. */
public final class MessageNotFoundException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param id the id that was asked for */
    public MessageNotFoundException(long id) {
        super("message " + id, null, false, false);
    }
}
