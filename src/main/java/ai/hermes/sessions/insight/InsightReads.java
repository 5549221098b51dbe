package ai.hermes.sessions.insight;

import ai.hermes.sessions.lease.Purpose;
import ai.hermes.sessions.store.AgentStore;
import ai.hermes.sessions.store.Cancellation;
import ai.hermes.sessions.store.StoreFault;
import ai.hermes.sessions.store.StoreFaultException;
import ai.hermes.sessions.store.StoreReader;
import ai.hermes.sessions.store.StoreWork;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Short reads for figures, which share few of a store's readers and so wait for each other. */
@Singleton
class InsightReads {

    private static final int ATTEMPTS = 6;

    private final StoreReader reader;

    @Inject
    InsightReads(StoreReader reader) {
        this.reader = reader;
    }

    /**
     * One short read.
     *
     * @throws StoreFaultException if the store cannot be read now
     * @throws java.util.concurrent.CancellationException if it was ended
     */
    <T> T read(AgentStore store, Cancellation cancellation, StoreWork<T> work) {
        for (int attempt = 1; ; attempt++) {
            cancellation.check();
            try {
                return reader.read(store, Purpose.INSIGHT, cancellation, work);
            } catch (StoreFaultException e) {
                if (e.fault() != StoreFault.BUSY || attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }
}
