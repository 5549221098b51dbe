package ai.hermes.sessions.conversation;

/**
 * A session that is in no store.
 *
 * @param row what a store would have of it; title, flags and parent are those that its source has
 * @param messages how many messages it adds to its conversation
 * @param userMessages how many of them are the user's; as many as there are messages where the source does not tell
 * @param readOnly whether its source says that it is only to be looked at
 */
public record OutsideSession(SessionRow row, long messages, long userMessages, boolean readOnly) {}
