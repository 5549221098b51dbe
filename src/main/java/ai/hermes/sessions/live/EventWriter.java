package ai.hermes.sessions.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.buffer.Buffer;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Writes events in the form of server-sent events. */
@Singleton
final class EventWriter {

    /** Says nothing, and so that nobody takes the stream for dead. */
    static final Buffer KEEPALIVE = Buffer.buffer(": keepalive\n\n");

    private final ObjectMapper json;

    @Inject
    EventWriter(ObjectMapper json) {
        this.json = json;
    }

    Buffer write(EventId id, String name, Object data) {
        try {
            // JSON has no line breaks, so that one line of data is enough.
            return Buffer.buffer(
                    "id: " + id + "\nevent: " + name + "\ndata: " + json.writeValueAsString(data) + "\n\n");
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What a stream begins with: when to come again, and what to name then if nothing else is told until it ends.
     *
     * @param known empty where the client is told something at once that it must not miss
     */
    Buffer hello(Optional<EventId> known, long retryMillis) {
        return Buffer.buffer(": open\nretry: " + retryMillis + "\n"
                + known.map(id -> "id: " + id + "\n").orElse("") + "\n");
    }
}
