package ai.hermes.sessions.session;

import ai.hermes.sessions.conversation.Conversation;
import ai.hermes.sessions.wire.ApiException;
import java.util.function.Function;

/** What can be done to a conversation, and how it is refused for one that works for another. */
enum Deed {
    PIN("pinned", ApiException::badRequest),
    ARCHIVE("archived", ApiException::badRequest),
    MOVE("moved", ApiException::forbidden),
    RENAME("renamed", ApiException::forbidden);

    private final String done;
    private final Function<String, ApiException> refusal;

    Deed(String done, Function<String, ApiException> refusal) {
        this.done = done;
        this.refusal = refusal;
    }

    /** @throws ApiException if it may not be done to this one */
    void allowFor(Conversation conversation) {
        if (conversation.child()) {
            throw refusal.apply("Subagent sessions are view-only and cannot be " + done + " from WebUI");
        }
    }
}
