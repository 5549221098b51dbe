package ai.hermes.sessions.diagnostics;

import ai.hermes.sessions.store.AgentStore;
import ai.hermes.sessions.store.StoreCondition;
import ai.hermes.sessions.store.StoreFault;
import ai.hermes.sessions.store.StoreFootprint;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The store of a profile, as it was last seen.
 *
 * @param profile whose it is
 * @param condition {@code readable}, {@code unknown} before the first look, else the code of its fault
 * @param since since when, in seconds since 1970; null before the first look
 * @param revision grows with every change that was noticed
 * @param schemaVersion the agent's own number of the schema; null where it is not known
 * @param sizeBytes size of the file
 * @param walSizeBytes size of the log
 * @param walAgeSeconds since the log was last written; null where it has no content
 * @param journal whether a rollback journal lies beside the store
 */
@JsonNaming(SnakeCaseStrategy.class)
record StoreReport(
        String profile,
        String condition,
        Optional<Double> since,
        long revision,
        OptionalInt schemaVersion,
        long sizeBytes,
        long walSizeBytes,
        Optional<Double> walAgeSeconds,
        boolean journal) {

    static StoreReport of(AgentStore store, Instant now) {
        StoreCondition condition = store.condition();
        StoreFootprint files = store.footprint();
        return new StoreReport(
                store.profile().name(),
                condition.fault().map(StoreFault::code).orElse(condition.known() ? "readable" : "unknown"),
                Optional.of(condition.since()).filter(it -> condition.known()).map(Seconds::sinceEpoch),
                condition.revision(),
                store.schemaVersion(),
                files.size(),
                files.walSize(),
                files.walWritten().map(it -> Seconds.of(files.walAge(now))),
                files.journal());
    }
}
