package ai.hermes.sessions.copy;

import ai.hermes.sessions.annotation.CopiedMessage;
import ai.hermes.sessions.masking.Unmasked;
import ai.hermes.sessions.transcript.CopyForm;
import ai.hermes.sessions.transcript.Message;
import ai.hermes.sessions.transcript.Outline;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;

/** How messages are kept in a copy: in the form that clients know, without what only their old place needed. */
@Singleton
class StoredMessages {

    private final ObjectMapper json;

    @Inject
    StoredMessages(@Unmasked ObjectMapper json) {
        this.json = json;
    }

    /** @param number its place in the copy, counted from 0 */
    CopiedMessage of(Message message, long number) {
        return CopyForm.of(json, message, number);
    }

    Message read(String stored, long number, String copyId, boolean clip) {
        return Message.of(tree(stored), number + 1, copyId, clip);
    }

    JsonNode tree(String stored) {
        try {
            return json.readTree(stored);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Outline outline(CopiedMessage.Outline it) {
        return new Outline(
                it.number() + 1, it.role(), it.contentSize(), it.callsSize(), it.thoughtSize(), it.summarised());
    }
}
