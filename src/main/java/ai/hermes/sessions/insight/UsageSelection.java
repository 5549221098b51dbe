package ai.hermes.sessions.insight;

import ai.hermes.sessions.conversation.Conversation;

/** Which sessions are counted. */
interface UsageSelection {

    /** Whether a session lies in the range. */
    boolean in(SessionUsage usage);

    /** Whether a conversation is meant. */
    boolean means(Conversation conversation);
}
