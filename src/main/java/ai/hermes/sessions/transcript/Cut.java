package ai.hermes.sessions.transcript;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * What is known of a text that was cut.
 *
 * @param bytes its length as it is stored, in UTF-8
 * @param sha256 of the whole as {@link Texts} gives it, lower-case hex; zeros while it is not known; empty, and absent
 *     on the wire, where the text is too long for it
 */
public record Cut(
        long bytes,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String sha256) {

    private static final String UNKNOWN = "0".repeat(64);

    static Cut of(long bytes) {
        return new Cut(bytes, UNKNOWN);
    }

    static Cut undigested(long bytes) {
        return new Cut(bytes, "");
    }

    /** Whether there is no more to be found out. */
    boolean known() {
        return !sha256.equals(UNKNOWN);
    }
}
