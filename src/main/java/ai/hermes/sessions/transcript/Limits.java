package ai.hermes.sessions.transcript;

/**
 * After how many bytes texts of a message are cut.
 *
 * @param output what a tool gave back
 * @param other everything else: what was said, what tools were called with, what was thought
 */
public record Limits(int output, int other) {

    /** Unless a message would be too large with these. */
    public static final Limits USUAL = new Limits(4_096, 16_384);

    private static final int SHRINK = 4;

    /** Smaller ones, for a message that is too large all the same. */
    public Limits smaller() {
        return new Limits(output / SHRINK, other / SHRINK);
    }

    int content(String role) {
        return role.equals("tool") ? output : other;
    }
}
