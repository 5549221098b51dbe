package ai.hermes.sessions.copy;

import ai.hermes.sessions.conversation.Conversation;
import ai.hermes.sessions.store.AgentStore;

/**
 * What a request is about.
 *
 * @param store of the caller's profile
 * @param conversation the conversation
 */
record Subject(AgentStore store, Conversation conversation) {}
