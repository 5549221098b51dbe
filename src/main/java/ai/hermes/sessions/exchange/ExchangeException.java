package ai.hermes.sessions.exchange;

/** An export or an import cannot go on. The message is for callers. */
final class ExchangeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String remedy;

    /**
     * @param message what is wrong, in a sentence
     * @param remedy what to do about it, in a sentence
     */
    ExchangeException(String message, String remedy) {
        super(message, null, false, false);
        this.remedy = remedy;
    }

    String remedy() {
        return remedy;
    }
}
