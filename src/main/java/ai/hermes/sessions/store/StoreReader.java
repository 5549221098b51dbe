package ai.hermes.sessions.store;

import ai.hermes.sessions.lease.Lease;
import ai.hermes.sessions.lease.LeaseConfig;
import ai.hermes.sessions.lease.Purpose;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * The only door to a store. Hands out a connection for the length of a function: rows are copied, the cursor and the
 * snapshot are closed, and only then the caller goes on. What it promises:
 *
 * <ul>
 *   <li>a connection cannot be kept, so it cannot be leaked;
 *   <li>the answer comes within the deadline of the purpose plus the grace period, whatever the store does;
 *   <li>a lock that passes is waited for within the deadline;
 *   <li>what goes wrong is one of {@link StoreFault}, never an empty result.
 * </ul>
 */
@Singleton
public class StoreReader {

    private static final int IO_ATTEMPTS = 3;
    private static final long PAUSE_MILLIS = 20;

    private final LeaseConfig leases;
    private final ReadTelemetry telemetry;

    /** A door that nobody is told of, for code without an application around it. */
    StoreReader(LeaseConfig leases) {
        this(leases, ReadTelemetry.none());
    }

    @Inject
    StoreReader(LeaseConfig leases, ReadTelemetry telemetry) {
        this.leases = leases;
        this.telemetry = telemetry;
    }

    /**
     * Reads from a store.
     *
     * @param store which store
     * @param purpose what for; decides the deadline
     * @param work what to read; all its queries see one snapshot
     * @return what the work makes of the rows
     * @throws StoreFaultException if the store cannot be read now
     */
    public <T> T read(AgentStore store, Purpose purpose, StoreWork<T> work) {
        return read(store, purpose, new Cancellation(), work);
    }

    /**
     * The same for somebody who may lose interest before it is done.
     *
     * @param cancellation ends the read
     * @throws java.util.concurrent.CancellationException if it was ended so
     */
    public <T> T read(AgentStore store, Purpose purpose, Cancellation cancellation, StoreWork<T> work) {
        Duration allowed = leases.deadline().of(purpose);
        long end = System.nanoTime() + allowed.toNanos();
        return telemetry.observe(
                store.profile(), purpose, observed -> store.threads().run(purpose, allowed, borrowed -> {
                    observed.running();
                    return untilDone(store, purpose, observed.observe(work), end, borrowed, cancellation);
                }));
    }

    private static <T> T untilDone(
            AgentStore store,
            Purpose purpose,
            StoreWork<T> work,
            long end,
            Consumer<Lease> borrowed,
            Cancellation cancellation) {
        for (int attempt = 1; ; attempt++) {
            cancellation.check();
            try {
                return store.work(
                        purpose,
                        Duration.ofNanos(end - System.nanoTime()),
                        work,
                        borrowed.andThen(cancellation::borrowed));
            } catch (StoreFaultException e) {
                cancellation.check();
                boolean again = e.fault() == StoreFault.LOCKED
                        || e.fault() == StoreFault.REOPENING
                        // Of the opening of a connection; at the deadline of the read itself no time is left.
                        || e.fault() == StoreFault.TIMED_OUT
                        || e.fault() == StoreFault.READ_FAILED && attempt < IO_ATTEMPTS;
                long pause = TimeUnit.MILLISECONDS.toNanos(
                        PAUSE_MILLIS + ThreadLocalRandom.current().nextLong(PAUSE_MILLIS));
                if (!again || end - System.nanoTime() <= pause) {
                    throw e;
                }
                LockSupport.parkNanos(pause);
            }
        }
    }
}
