package ai.hermes.sessions.exchange;

/** Nothing that was chosen can be read. The message is for callers. */
final class UnreadableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String remedy;

    /**
     * @param message what is wrong, in a sentence
     * @param remedy what to do about it, in a sentence
     */
    UnreadableException(String message, String remedy) {
        super(message, null, false, false);
        this.remedy = remedy;
    }

    String remedy() {
        return remedy;
    }
}
