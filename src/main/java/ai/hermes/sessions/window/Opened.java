package ai.hermes.sessions.window;

import ai.hermes.sessions.conversation.Conversation;
import ai.hermes.sessions.transcript.LongConversation;

/**
 * The conversation that a request speaks of.
 *
 * @param conversation as it is on the list
 * @param messages its messages
 */
record Opened(Conversation conversation, LongConversation messages) {

    String tip() {
        return conversation.tip().id();
    }

    String root() {
        return conversation.root().id();
    }
}
