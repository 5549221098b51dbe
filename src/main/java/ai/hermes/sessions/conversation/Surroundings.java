package ai.hermes.sessions.conversation;

import ai.hermes.sessions.annotation.Annotations;

/**
 * What makes up a list besides the store, at one moment; immutable.
 *
 * @param outside conversations that are in no store
 * @param annotations what people added
 * @param visibility what people want to see
 */
record Surroundings(OutsideConversations outside, Annotations annotations, Visibility visibility) {}
