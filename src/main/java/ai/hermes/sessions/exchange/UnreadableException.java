package ai.hermes.sessions.exchange;

/** The messages of one conversation cannot be read to their end. The message is for callers. */
final class UnreadableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String remedy;

    /**
     * @param message what is wrong, in a sentence
     * @param remedy what to do about it, in a sentence
     * @param cause for the log; may be null
     */
    UnreadableException(String message, String remedy, Throwable cause) {
        super(message, cause);
        this.remedy = remedy;
    }

    String remedy() {
        return remedy;
    }
}
