package ai.hermes.sessions.session;

import ai.hermes.sessions.store.AgentStore;
import ai.hermes.sessions.store.StoreFault;
import java.time.Duration;
import java.time.Instant;

/**
 * Why a conversation is shown as it was.
 *
 * @param fault why its store cannot be read now
 * @param seconds how long ago the messages were read
 */
record Outdated(FaultNotice fault, double seconds) {

    static Outdated of(AgentStore store, StoreFault fault, Reading reading, Instant now) {
        // The fault may be seen by this reader first.
        Instant since =
                store.condition().fault().isPresent() ? store.condition().since() : now;
        return new Outdated(
                FaultNotice.of(store.profile(), fault, since, now),
                Math.max(0, Duration.between(reading.at(), now).toMillis() / 1000.0));
    }
}
