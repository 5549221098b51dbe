package ai.hermes.sessions.annotation;

/**
 * A message of a copy.
 *
 * @param outline what is known of it without its text
 * @param message all of it, as JSON
 */
public record CopiedMessage(Outline outline, String message) {

    /**
     * What is needed to place, count and weigh a message.
     *
     * @param number its place, counted from 0
     * @param role who speaks
     * @param contentSize size of its content
     * @param callsSize size of its tool calls
     * @param thoughtSize size of its reasoning
     * @param summarised whether the agent replaced it by a summary, for itself
     * @param synthetic whether the agent put it in, so that nobody said it
     * @param sentAt when, in seconds since 1970; 0 where it is not known
     */
    public record Outline(
            long number,
            String role,
            long contentSize,
            long callsSize,
            long thoughtSize,
            boolean summarised,
            boolean synthetic,
            double sentAt) {

        /** Whether a person said it. */
        public boolean ofUser() {
            return role.equals("user") && !synthetic;
        }
    }
}
