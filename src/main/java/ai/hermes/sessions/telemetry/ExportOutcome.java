package ai.hermes.sessions.telemetry;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.LongAdder;

/** What became of the metrics that were sent to the collector. All is zero where none is configured. */
@Singleton
public class ExportOutcome {

    private final LongAdder taken = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private volatile boolean failing;
    private volatile boolean stopping;

    /** Takes note of the outcome when it is there. */
    CompletableResultCode note(CompletableResultCode sending) {
        return sending.whenComplete(() -> {
            failing = !sending.isSuccess();
            (failing ? refused : taken).increment();
        });
    }

    void end(@Observes ShutdownDelayInitiatedEvent event) {
        stopping = true;
    }

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
    }

    /** Whether the service ends, so that a collector that does not answer is not waited for. */
    boolean stopping() {
        return stopping;
    }

    /** How many sendings the collector took. */
    public long taken() {
        return taken.sum();
    }

    /** How many it did not take. */
    public long refused() {
        return refused.sum();
    }

    /** Whether it did not take the last one. */
    public boolean failing() {
        return failing;
    }
}
