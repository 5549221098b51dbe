package ai.hermes.sessions.conversation;

/**
 * What the list says of a session's messages. Messages that were undone or are hidden do not count; those that were
 * summarised away do.
 *
 * @param count messages
 * @param userCount messages of the user
 * @param lastAt time of the newest, in seconds since 1970; 0 where there is none
 * @param lastId the greatest id of them; 0 where they were not counted
 */
record MessageFacts(long count, long userCount, double lastAt, long lastId) {

    static final MessageFacts NONE = new MessageFacts(0, 0, 0, 0);

    /** What the agent noted itself: all there is where messages cannot be counted, or not yet. */
    static MessageFacts noted(SessionRow row) {
        return new MessageFacts(row.messageCount(), row.messageCount(), 0, 0);
    }

    /** These and the facts of another slice of the same session. */
    MessageFacts and(MessageFacts other) {
        return new MessageFacts(
                count + other.count,
                userCount + other.userCount,
                Math.max(lastAt, other.lastAt),
                Math.max(lastId, other.lastId));
    }

    /** The same with another time. */
    MessageFacts at(double time) {
        return new MessageFacts(count, userCount, time, lastId);
    }
}
