package ai.hermes.sessions.lease;

import ai.hermes.sessions.telemetry.Names.Label;
import ai.hermes.sessions.telemetry.Names.Metric;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What leases and pools come to in numbers. Nothing is done when a connection is borrowed, and one value is noted when
 * it comes back; how full the pools are is read from the book by whoever asks.
 */
@Singleton
public final class LeaseMetrics implements LeaseListener {

    private static final List<Double> SECONDS =
            List.of(0.001, 0.005, 0.01, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0);

    private final LeaseBook book;
    private final Meter meter;
    private final Map<Purpose, Attributes> purposes = new EnumMap<>(Purpose.class);
    private final Map<Purpose, Map<LeaseState, Attributes>> states = new EnumMap<>(Purpose.class);
    private final Map<String, Attributes> pools = new ConcurrentHashMap<>();
    private final DoubleHistogram createTime;
    private final DoubleHistogram waitTime;
    private final DoubleHistogram useTime;
    private final LongCounter timeouts;
    private final LongCounter longHeld;
    private final LongCounter reclaimed;

    @Inject
    LeaseMetrics(LeaseBook book, Meter meter) {
        this.book = book;
        this.meter = meter;
        for (Purpose purpose : Purpose.values()) {
            Attributes attributes = Attributes.of(Label.PURPOSE, purpose.wireName());
            purposes.put(purpose, attributes);
            Map<LeaseState, Attributes> all = new EnumMap<>(LeaseState.class);
            for (LeaseState state : LeaseState.values()) {
                all.put(
                        state,
                        attributes.toBuilder()
                                .put(Label.LEASE_STATE, state.wireName())
                                .build());
            }
            states.put(purpose, all);
        }
        createTime = histogram(Metric.CONNECTION_CREATE_TIME, "Opening a connection");
        waitTime = histogram(Metric.CONNECTION_WAIT_TIME, "Waits for a connection, of those who had to wait");
        useTime = histogram(Metric.CONNECTION_USE_TIME, "From borrowing a connection to giving it back");
        timeouts = counter(Metric.CONNECTION_TIMEOUTS, "Waits for a connection that were in vain", "{timeout}");
        longHeld = counter(Metric.LEASES_LONG_HELD, "Leases held beyond their warning threshold", "{lease}");
        reclaimed = counter(Metric.LEASES_RECLAIMED, "Leases whose connection was taken back", "{lease}");
    }

    private DoubleHistogram histogram(String name, String description) {
        return meter.histogramBuilder(name)
                .setDescription(description)
                .setUnit("s")
                .setExplicitBucketBoundariesAdvice(SECONDS)
                .build();
    }

    private LongCounter counter(String name, String description, String unit) {
        return meter.counterBuilder(name)
                .setDescription(description)
                .setUnit(unit)
                .build();
    }

    void start(@Observes StartupEvent event) {
        // A counter that begins at 0 shows its first step; one that begins at 1 does not.
        purposes.values().forEach(purpose -> {
            longHeld.add(0, purpose);
            reclaimed.add(0, purpose);
        });
        meter.gaugeBuilder(Metric.LEASES)
                .ofLongs()
                .setDescription("Leases that are out now")
                .setUnit("{lease}")
                .buildWithCallback(this::count);
    }

    private void count(ObservableLongMeasurement result) {
        Map<Attributes, Long> counts = new HashMap<>();
        book.live().forEach(lease -> counts.merge(states.get(lease.purpose()).get(lease.state()), 1L, Long::sum));
        states.values()
                .forEach(all -> all.values().forEach(state -> result.record(counts.getOrDefault(state, 0L), state)));
    }

    /** The label of a pool; its counter is there from the first mention on. */
    private Attributes pool(String name) {
        Attributes known = pools.get(name);
        return known != null ? known : pools.computeIfAbsent(name, this::labelled);
    }

    private Attributes labelled(String name) {
        Attributes attributes = Attributes.of(Label.POOL, name);
        timeouts.add(0, attributes);
        return attributes;
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }

    @Override
    public void returned(Lease lease) {
        useTime.record(seconds(lease.age()), pool(lease.pool()));
    }

    @Override
    public void longHeld(Lease lease) {
        longHeld.add(1, purposes.get(lease.purpose()));
    }

    @Override
    public void reclaimed(Lease lease) {
        reclaimed.add(1, purposes.get(lease.purpose()));
        useTime.record(seconds(lease.age()), pool(lease.pool()));
    }

    @Override
    public void waited(String pool, Duration time) {
        waitTime.record(seconds(time), pool(pool));
    }

    @Override
    public void timedOut(String pool) {
        timeouts.add(1, pool(pool));
    }

    @Override
    public void created(String pool, Duration time) {
        createTime.record(seconds(time), pool(pool));
    }
}
