package ai.hermes.sessions.lease;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;

/** All listeners as one, which never throws. */
final class LeaseListeners implements LeaseListener {

    private static final Logger LOG = Logger.getLogger(LeaseListeners.class);

    private final Supplier<LeaseListener[]> found;
    private volatile LeaseListener[] listeners;

    /** @param beans are looked up when there is something to tell: they may need the book themselves */
    LeaseListeners(Iterable<LeaseListener> beans) {
        this.found = () -> StreamSupport.stream(beans.spliterator(), false).toArray(LeaseListener[]::new);
    }

    private LeaseListener[] all() {
        LeaseListener[] known = listeners;
        if (known == null) {
            known = found.get();
            listeners = known;
        }
        return known;
    }

    private void tell(Consumer<LeaseListener> event) {
        for (LeaseListener listener : all()) {
            try {
                event.accept(listener);
            } catch (RuntimeException | Error e) {
                LOG.warnf(
                        e,
                        "A listener of leases failed: %s",
                        listener.getClass().getSimpleName());
            }
        }
    }

    @Override
    public void borrowed(Lease lease) {
        tell(listener -> listener.borrowed(lease));
    }

    @Override
    public void returned(Lease lease) {
        tell(listener -> listener.returned(lease));
    }

    @Override
    public void longHeld(Lease lease) {
        tell(listener -> listener.longHeld(lease));
    }

    @Override
    public void interrupted(Lease lease) {
        tell(listener -> listener.interrupted(lease));
    }

    @Override
    public void reclaimed(Lease lease) {
        tell(listener -> listener.reclaimed(lease));
    }

    @Override
    public void waited(String pool, Duration time) {
        tell(listener -> listener.waited(pool, time));
    }

    @Override
    public void timedOut(String pool) {
        tell(listener -> listener.timedOut(pool));
    }

    @Override
    public void created(String pool, Duration time) {
        tell(listener -> listener.created(pool, time));
    }
}
