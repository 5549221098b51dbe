package ai.hermes.sessions.session;

import ai.hermes.sessions.store.StoreFault;
import ai.hermes.sessions.store.StoreFaultException;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.Supplier;

/** Windows of messages that were read last. They are shown only while their store cannot be read. */
@Singleton
final class LastReadings {

    private final Cache<Reading.Of, Reading> kept;

    @Inject
    LastReadings(DetailConfig config) {
        this.kept = Caffeine.newBuilder()
                .maximumWeight(config.cacheSize().asLongValue())
                .<Reading.Of, Reading>weigher((what, reading) -> what.weight() + reading.weight())
                .build();
    }

    /**
     * Reads, or recalls what was read before where the store cannot be read.
     *
     * @throws StoreFaultException if the store cannot be read and this was not read before, or not lately
     */
    Recalled read(Reading.Of what, Supplier<Reading> fresh) {
        try {
            Reading reading = fresh.get();
            if (what.small()) {
                kept.put(what, reading);
            }
            return new Recalled(reading, Optional.empty());
        } catch (StoreFaultException e) {
            return Optional.ofNullable(kept.getIfPresent(what))
                    .map(it -> new Recalled(it, Optional.of(e.fault())))
                    .orElseThrow(() -> e);
        }
    }

    /**
     * What is shown.
     *
     * @param fault why it was not read now; empty where it was
     */
    record Recalled(Reading reading, Optional<StoreFault> fault) {}
}
