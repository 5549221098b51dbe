package ai.hermes.sessions.store;

import java.time.Instant;
import java.util.Optional;

/**
 * What the last look at a store has shown.
 *
 * @param revision grows with every change that was noticed and taken in; 0 before the first
 * @param fault why it cannot be read; empty while it can
 * @param since since when the fault, or its absence, lasts
 */
public record StoreCondition(long revision, Optional<StoreFault> fault, Instant since) {

    /** Before the first look. */
    static final StoreCondition UNKNOWN = new StoreCondition(0, Optional.empty(), Instant.EPOCH);

    /** Whether the store was looked at yet, with whatever result. */
    public boolean known() {
        return revision > 0 || fault.isPresent();
    }

    StoreCondition changed(Instant now) {
        return new StoreCondition(revision + 1, Optional.empty(), known() && fault.isEmpty() ? since : now);
    }

    StoreCondition recovered(Instant now) {
        return new StoreCondition(revision, Optional.empty(), now);
    }

    StoreCondition faulty(StoreFault seen, Instant now) {
        return fault.filter(seen::equals).isPresent() ? this : new StoreCondition(revision, Optional.of(seen), now);
    }
}
