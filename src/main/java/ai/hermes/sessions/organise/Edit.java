package ai.hermes.sessions.organise;

import ai.hermes.sessions.annotation.Annotation;
import ai.hermes.sessions.annotation.Annotations;
import ai.hermes.sessions.conversation.Conversation;

/** Makes the new annotation of a conversation. For one request: it may count what it gave away. */
@FunctionalInterface
interface Edit {

    /**
     * The annotation as it is to be.
     *
     * @param before as it is
     * @param all all that people added, as it is
     * @throws ai.hermes.sessions.wire.ApiException if it may not be done to this one
     */
    Annotation of(Conversation conversation, Annotation before, Annotations all);
}
