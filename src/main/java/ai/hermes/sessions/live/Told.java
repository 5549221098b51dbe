package ai.hermes.sessions.live;

import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/** What a stream is about. Asked in the thread of the stream's connection. */
interface Told {

    /** What is told at once, whoever comes. */
    Optional<Buffer> first(EventId latest);

    /** What is told of an event; empty for nothing. */
    Optional<Buffer> of(LiveEvent event);

    /** What is told instead of events that cannot be told any more. */
    Optional<Buffer> resync(EventId latest, Resync cause);
}
