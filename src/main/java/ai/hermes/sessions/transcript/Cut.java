package ai.hermes.sessions.transcript;

/**
 * What is known of a text that was cut.
 *
 * @param bytes its length as it is stored, in UTF-8
 * @param sha256 of the whole as {@link Texts} gives it, lower-case hex; zeros while it is not known
 */
public record Cut(long bytes, String sha256) {

    private static final String UNKNOWN = "0".repeat(64);

    static Cut of(long bytes) {
        return new Cut(bytes, UNKNOWN);
    }

    boolean known() {
        return !sha256.equals(UNKNOWN);
    }
}
