package ai.hermes.sessions.annotation;

/**
 * What somebody began to write in a conversation.
 *
 * @param text the text
 * @param files the files that would go with it, a JSON array
 */
public record Draft(String text, String files) {

    /** Nobody began to write. */
    public static final Draft NONE = new Draft("", "[]");
}
