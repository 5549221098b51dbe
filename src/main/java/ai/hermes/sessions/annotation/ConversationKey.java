package ai.hermes.sessions.annotation;

import ai.hermes.sessions.store.Profile;

/**
 * What a conversation is known by for good: the id of its first session does not change when it is compressed.
 *
 * @param profile whose it is
 * @param rootId id of its first session
 */
public record ConversationKey(Profile profile, String rootId) {}
