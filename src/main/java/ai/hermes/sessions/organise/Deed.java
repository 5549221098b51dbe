package ai.hermes.sessions.organise;

import ai.hermes.sessions.conversation.Conversation;
import ai.hermes.sessions.wire.ApiException;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** What can be done to a conversation, and how it is refused for one that works for another. */
enum Deed {
    PIN("pinned", ApiException::badRequest),
    UNPIN("pinned", ApiException::badRequest),
    ARCHIVE("archived", ApiException::badRequest),
    UNARCHIVE("archived", ApiException::badRequest),
    HIDE("hidden", ApiException::badRequest),
    UNHIDE("hidden", ApiException::badRequest),
    MOVE("moved", ApiException::forbidden),
    TAG("tagged", ApiException::forbidden),
    UNTAG("tagged", ApiException::forbidden),
    TRASH("deleted", ApiException::badRequest),
    RESTORE("restored", ApiException::badRequest),
    READ("marked", ApiException::badRequest),
    UNREAD("marked", ApiException::badRequest),
    RENAME("renamed", ApiException::forbidden),
    NOTE("noted on", ApiException::forbidden),
    /** Takes another deed back. Of the journal only. */
    UNDO("changed", ApiException::badRequest);

    private final String done;
    private final Function<String, ApiException> refusal;

    Deed(String done, Function<String, ApiException> refusal) {
        this.done = done;
        this.refusal = refusal;
    }

    /** The name on the wire and in the journal. */
    @JsonValue
    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Deed> named(String wireName) {
        return Arrays.stream(values())
                .filter(it -> it.wireName().equals(wireName))
                .findFirst();
    }

    /** @throws ApiException if it may not be done to this one */
    void allowFor(Conversation conversation) {
        if (conversation.child()) {
            throw refusal.apply("Subagent sessions are view-only and cannot be " + done + " from WebUI");
        }
    }
}
