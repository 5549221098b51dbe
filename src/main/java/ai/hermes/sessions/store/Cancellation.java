package ai.hermes.sessions.store;

import ai.hermes.sessions.lease.Lease;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/** Lets somebody who waits for reads end them: the one that runs is interrupted, and none begins any more. */
public final class Cancellation {

    private boolean cancelled;
    private Optional<Lease> lease = Optional.empty();

    /** Ends the reads. May be called by any thread, and more than once; never blocks. */
    public void cancel() {
        Optional<Lease> held;
        synchronized (this) {
            cancelled = true;
            held = lease;
        }
        held.ifPresent(Lease::cancel);
    }

    /** Whether the reads were ended. */
    public synchronized boolean cancelled() {
        return cancelled;
    }

    /** @throws CancellationException if the reads were ended */
    public void check() {
        if (cancelled()) {
            throw new CancellationException("nobody waits for this read any more");
        }
    }

    void borrowed(Lease held) {
        boolean late;
        synchronized (this) {
            lease = Optional.of(held);
            late = cancelled;
        }
        if (late) {
            held.cancel();
        }
    }
}
