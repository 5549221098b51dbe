package ai.hermes.sessions.store;

import ai.hermes.sessions.lease.LeaseBook;
import ai.hermes.sessions.lease.PoolState;
import ai.hermes.sessions.telemetry.Names.Label;
import ai.hermes.sessions.telemetry.Names.Metric;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.function.ToLongFunction;

/**
 * How large the stores are, how often they change and how full the pools are. All is known already when somebody asks,
 * so that no file system that hangs can hold up the metrics.
 */
@Singleton
final class StoreMetrics {

    private final AgentStores stores;
    private final LeaseBook book;
    private final Meter meter;
    private final Clock clock;

    @Inject
    StoreMetrics(AgentStores stores, LeaseBook book, Meter meter, Clock clock) {
        this.stores = stores;
        this.book = book;
        this.meter = meter;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        gauge(Metric.STORE_SIZE, "Size of the file of a store", "By", store -> store.footprint()
                .size());
        gauge(Metric.WAL_SIZE, "Size of the log beside a store", "By", store -> store.footprint()
                .walSize());
        gauge(Metric.WAL_AGE, "Time since the log was last written", "s", store -> store.footprint()
                .walAge(clock.instant())
                .toSeconds());
        meter.counterBuilder(Metric.STORE_CHANGES)
                .setDescription("Looks at a store that found it changed")
                .setUnit("{change}")
                .buildWithCallback(
                        result -> eachStore(result, store -> store.condition().revision()));
        pool(Metric.CONNECTIONS_MAX, "Connections that a pool may have", PoolState::max);
        pool(Metric.CONNECTIONS_IDLE_MAX, "Open connections that a pool keeps at most", PoolState::max);
        pool(Metric.CONNECTIONS_IDLE_MIN, "Open connections that a pool keeps at least", pool -> 0);
        meter.upDownCounterBuilder(Metric.CONNECTION_REQUESTS)
                .setDescription("Who waits for a connection now")
                .setUnit("{request}")
                .buildWithCallback(result ->
                        book.pools().forEach(pool -> result.record(pool.waiting() + waiting(pool), named(pool))));
        meter.upDownCounterBuilder(Metric.CONNECTIONS)
                .setDescription("Open connections")
                .setUnit("{connection}")
                .buildWithCallback(result -> book.pools().forEach(pool -> {
                    result.record(pool.used(), inState(pool, "used"));
                    result.record(pool.idle(), inState(pool, "idle"));
                }));
    }

    private void gauge(String name, String description, String unit, ToLongFunction<AgentStore> value) {
        meter.gaugeBuilder(name)
                .ofLongs()
                .setDescription(description)
                .setUnit(unit)
                .buildWithCallback(result -> eachStore(result, value));
    }

    private void eachStore(ObservableLongMeasurement result, ToLongFunction<AgentStore> value) {
        stores.all()
                .forEach(store -> result.record(
                        value.applyAsLong(store),
                        Attributes.of(Label.PROFILE, store.profile().name())));
    }

    private void pool(String name, String description, ToLongFunction<PoolState> value) {
        meter.upDownCounterBuilder(name)
                .setDescription(description)
                .setUnit("{connection}")
                .buildWithCallback(
                        result -> book.pools().forEach(pool -> result.record(value.applyAsLong(pool), named(pool))));
    }

    /** Who waits for a thread that reads, which is the same as to wait for a connection: there are as many. */
    private int waiting(PoolState pool) {
        return stores.all().stream()
                .filter(store -> StorePool.name(store.profile()).equals(pool.name()))
                .mapToInt(AgentStore::waiting)
                .sum();
    }

    private static Attributes named(PoolState pool) {
        return Attributes.of(Label.POOL, pool.name());
    }

    private static Attributes inState(PoolState pool, String state) {
        return Attributes.of(Label.POOL, pool.name(), Label.CONNECTION_STATE, state);
    }
}
