package ai.hermes.sessions.store;

import ai.hermes.sessions.lease.LeaseConfig;
import ai.hermes.sessions.lease.Purpose;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicInteger;

/** The door to the stores, with somebody who counts those that go through. For test profiles that enable it. */
@Alternative
@Singleton
public class CountingStoreReader extends StoreReader {

    private final AtomicInteger reads = new AtomicInteger();

    @Inject
    CountingStoreReader(LeaseConfig leases, ReadTelemetry telemetry) {
        super(leases, telemetry);
    }

    @Override
    public <T> T read(AgentStore store, Purpose purpose, StoreWork<T> work) {
        // The watch of a store reads when it likes: what was committed, and some time after that all rows once more.
        if (!Thread.currentThread().getName().startsWith("hermes-watch-")) {
            reads.incrementAndGet();
        }
        return super.read(store, purpose, work);
    }

    /** Reads since the start, of all purposes, but for those that keep the list up to date. */
    public int reads() {
        return reads.get();
    }
}
