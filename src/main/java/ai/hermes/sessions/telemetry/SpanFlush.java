package ai.hermes.sessions.telemetry;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.quarkus.arc.ClientProxy;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Sends the spans that have ended to the collector now, for what must not wait until a batch is full. */
@Singleton
public class SpanFlush {

    /** Longer than an export may take by default. */
    private static final long LONGEST_SECONDS = 15;

    private final OpenTelemetry telemetry;
    private final AtomicBoolean asked = new AtomicBoolean();
    private final ExecutorService flusher = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "hermes-span-flush");
        thread.setDaemon(true);
        return thread;
    });

    @Inject
    SpanFlush(OpenTelemetry telemetry) {
        this.telemetry = telemetry;
    }

    /**
     * Sends, in a thread of its own: neither waits nor throws. Asking often costs no more than asking once, because
     * what is asked for while one sending is under way is sent by the next one.
     */
    public void soon() {
        if (asked.compareAndSet(false, true)) {
            try {
                flusher.execute(this::flush);
            } catch (RejectedExecutionException e) {
                // The service stops, and sends all spans at its end.
            }
        }
    }

    private void flush() {
        asked.set(false);
        if (ClientProxy.unwrap(telemetry) instanceof OpenTelemetrySdk sdk) {
            sdk.getSdkTracerProvider().forceFlush().join(LONGEST_SECONDS, TimeUnit.SECONDS);
        }
    }

    void stop(@Observes ShutdownEvent event) {
        flusher.shutdown();
    }
}
