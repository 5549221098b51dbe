package ai.hermes.sessions.tracing;

import ai.hermes.sessions.wire.ApiException;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Few have traces made at a time, to the last byte: each holds the spans of a whole conversation, with texts megabytes
 * of them, for as long as somebody takes to receive them.
 */
@Singleton
class TracePlaces {

    private static final int PLACES = 2;

    private final Semaphore free = new Semaphore(PLACES);

    /** @throws ApiException 503 if all places are taken */
    Place take() {
        if (!free.tryAcquire()) {
            throw busy();
        }
        return new Place(free);
    }

    static ApiException busy() {
        return new ApiException(
                503,
                "traces_busy",
                "Traces are being made for somebody else. Please try again in a moment.",
                Map.of("retry_after_seconds", 2));
    }

    /** A place that somebody has; it is given back once. */
    static final class Place {

        private enum State {
            TAKEN,
            WRITING,
            GIVEN_BACK
        }

        private final Semaphore free;
        private final AtomicReference<State> state = new AtomicReference<>(State.TAKEN);

        private Place(Semaphore free) {
            this.free = free;
        }

        /** Writes while it has the place, and gives it back. */
        StreamingOutput during(StreamingOutput output) {
            return out -> {
                if (!state.compareAndSet(State.TAKEN, State.WRITING)) {
                    throw new IOException("nobody waits for this any more");
                }
                try {
                    output.write(out);
                } finally {
                    giveBack();
                }
            };
        }

        /** The request is over: what is being written ends by itself, and what was never begun will not be. */
        void over() {
            if (state.compareAndSet(State.TAKEN, State.GIVEN_BACK)) {
                free.release();
            }
        }

        private void giveBack() {
            state.set(State.GIVEN_BACK);
            free.release();
        }
    }
}
