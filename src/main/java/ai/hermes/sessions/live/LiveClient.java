package ai.hermes.sessions.live;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * One stream: a place in the log of events, from which it is sent on as long as the client takes what is sent. So a
 * client that is slow costs no memory and holds up nobody; is its place not kept any more, it is told to ask for the
 * whole.
 *
 * <p>All but {@link #wake}, {@link #keepAlive} and {@link #end} happens in the thread of its connection.
 */
final class LiveClient {

    private final EventLog log;
    private final Told told;
    private final LiveTelemetry telemetry;
    private final SseEventSink sink;
    private final HttpServerResponse response;
    private final Context context;
    private final AtomicBoolean woken = new AtomicBoolean();
    /** The number of the last event that needs not be sent any more. */
    private long place;
    /** Whether it was ever sent all that there was; what is repeated to it until then says nothing of a lag. */
    private boolean caughtUp;

    LiveClient(
            EventLog log,
            Told told,
            LiveTelemetry telemetry,
            SseEventSink sink,
            HttpServerResponse response,
            Context context) {
        this.log = log;
        this.told = told;
        this.telemetry = telemetry;
        this.sink = sink;
        this.response = response;
        this.context = context;
    }

    /**
     * Begins to send.
     *
     * @param hello what the stream begins with, given the event that the client need not be told any more
     * @param lastSeen the last event that the client says it knows, in its own words; empty where it does not say
     * @param gone what is done when the client is gone
     */
    void begin(Function<Optional<EventId>, Buffer> hello, Optional<String> lastSeen, Runnable gone) {
        // In place of the handler of the sink's own, which does no more than this.
        response.closeHandler(closed -> {
            gone.run();
            sink.close();
        });
        response.drainHandler(drained -> send());
        EventId latest = log.latest();
        Optional<EventId> known = lastSeen.flatMap(EventId::parse);
        Optional<Resync> obstacle =
                lastSeen.isPresent() && known.isEmpty() ? Optional.of(Resync.UNKNOWN) : known.flatMap(log::obstacle);
        EventId from = obstacle.isPresent() ? latest : known.orElse(latest);
        // Never the id of something that is told only after it: whoever is cut off in between would miss that.
        response.write(hello.apply(obstacle.isPresent() ? Optional.empty() : Optional.of(from)));
        told.first(latest).ifPresent(response::write);
        place = from.sequence();
        obstacle.ifPresent(cause -> resync(latest, cause));
        send();
    }

    private void resync(EventId latest, Resync cause) {
        telemetry.resynced(cause);
        told.resync(latest, cause).ifPresent(response::write);
        place = latest.sequence();
    }

    boolean closed() {
        return sink.isClosed() || response.closed();
    }

    /** Sends what there is, soon. */
    void wake() {
        if (!woken.getAndSet(true)) {
            context.runOnContext(now -> {
                woken.set(false);
                send();
            });
        }
    }

    private void send() {
        while (!sink.isClosed() && !response.writeQueueFull()) {
            long lost = log.lostAfter(place);
            if (lost > 0) {
                telemetry.dropped(lost);
                resync(log.latest(), Resync.OVERTAKEN);
            }
            Optional<LiveEvent> next = log.after(place);
            if (next.isEmpty()) {
                caughtUp = true;
                return;
            }
            send(next.get());
        }
    }

    private void send(LiveEvent event) {
        place = event.id().sequence();
        told.of(event).ifPresent(text -> {
            response.write(text);
            if (caughtUp) {
                telemetry.told(event);
            }
        });
    }

    /** Sends something to whoever has taken all that was sent before, so that the stream is not taken for dead. */
    void keepAlive() {
        context.runOnContext(now -> {
            if (!sink.isClosed() && !response.writeQueueFull()) {
                response.write(EventWriter.KEEPALIVE);
            }
        });
    }

    /** Ends the stream. */
    void end() {
        sink.close();
    }
}
