package ai.hermes.sessions.transcript;

/** A session that is in no store cannot be read now. The message is for callers; it shows no path. */
public final class MessageSourceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String code;
    private final String remedy;

    /**
     * @param code stable name of the fault, for programs
     * @param message what is wrong, in a sentence
     * @param remedy what to do about it, in a sentence
     * @param cause for the log; may be null
     */
    public MessageSourceException(String code, String message, String remedy, Throwable cause) {
        super(message, cause);
        this.code = code;
        this.remedy = remedy;
    }

    /** Stable name of the fault. */
    public String code() {
        return code;
    }

    /** What to do about it. */
    public String remedy() {
        return remedy;
    }
}
