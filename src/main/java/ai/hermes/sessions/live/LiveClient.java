package ai.hermes.sessions.live;

import ai.hermes.sessions.store.Profile;
import io.smallrye.mutiny.subscription.MultiEmitter;
import jakarta.ws.rs.sse.OutboundSseEvent;
import java.util.Optional;

/**
 * One stream. A client that takes what is sent slower than it comes is sent the newest, and never holds up others:
 * whatever it missed is in the list that it asks for then.
 */
final class LiveClient {

    private final Telling telling;
    private final MultiEmitter<? super OutboundSseEvent> stream;
    private Optional<OutboundSseEvent> waiting = Optional.empty();

    LiveClient(Telling telling, MultiEmitter<? super OutboundSseEvent> stream) {
        this.telling = telling;
        this.stream = stream;
        stream.onRequest(more -> sendWaiting());
    }

    /** What it is to be told of a change of a profile's list. */
    Optional<LiveEvent> toldOf(Profile changed, long version) {
        return telling.of(changed, version);
    }

    synchronized void send(OutboundSseEvent event) {
        if (stream.requested() > 0) {
            stream.emit(event);
        } else {
            waiting = Optional.of(event);
        }
    }

    /** Sends something only to whoever has taken all that was sent before. */
    synchronized void sendIfFree(OutboundSseEvent event) {
        if (stream.requested() > 0) {
            stream.emit(event);
        }
    }

    private synchronized void sendWaiting() {
        if (waiting.isPresent() && stream.requested() > 0) {
            stream.emit(waiting.get());
            waiting = Optional.empty();
        }
    }

    void end() {
        stream.complete();
    }

    /** What a stream is about. */
    @FunctionalInterface
    interface Telling {

        /** What is told of a change of a profile's list; empty for nothing. */
        Optional<LiveEvent> of(Profile changed, long version);
    }
}
