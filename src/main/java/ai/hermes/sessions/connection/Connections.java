package ai.hermes.sessions.connection;

import ai.hermes.sessions.telemetry.Names.Label;
import ai.hermes.sessions.telemetry.Names.Metric;
import com.sun.management.UnixOperatingSystemMXBean;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.management.ManagementFactory;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** The connections that are open, and which of them have to go. */
@Singleton
final class Connections {

    private static final Logger LOG = Logger.getLogger(Connections.class);
    private static final long PERCENT_OF_DESCRIPTORS = 60;
    /** Those that only stand there go first, those that are worked on last. */
    private static final Comparator<ClientConnection> IDLEST_FIRST = Comparator.comparing(
                    (ClientConnection connection) -> !connection.idle())
            .thenComparing(ClientConnection::proven)
            .thenComparingLong(ClientConnection::usedAt);

    private final ConnectionConfig config;
    private final long limit;
    private final Set<ClientConnection> open = ConcurrentHashMap.newKeySet();
    private final LongCounter closed;
    private boolean full;

    @Inject
    Connections(ConnectionConfig config, Meter meter) {
        this.config = config;
        this.limit = Math.min(config.max(), descriptors() * PERCENT_OF_DESCRIPTORS / 100);
        this.closed = meter.counterBuilder(Metric.CONNECTIONS_CLOSED)
                .setDescription("Connections of clients that the service closed")
                .setUnit("{connection}")
                .build();
        for (ClosedFor reason : ClosedFor.values()) {
            closed.add(0, label(reason));
        }
        meter.gaugeBuilder(Metric.CLIENT_CONNECTIONS)
                .ofLongs()
                .setDescription("Open connections of clients")
                .setUnit("{connection}")
                .buildWithCallback(result -> result.record(open.size()));
    }

    /** Takes one in, until it ends. */
    void add(ClientConnection connection) {
        open.add(connection);
        connection.channel().closeFuture().addListener(end -> open.remove(connection));
    }

    /** Those that are open. */
    Set<ClientConnection> open() {
        return Set.copyOf(open);
    }

    /** Closes those whose time is over, and makes room where there are too many. */
    void judge() {
        open.forEach(connection -> connection.verdict(config).ifPresent(reason -> close(connection, reason)));
        long surplus = open.size() - limit;
        if (surplus > 0 && !full) {
            LOG.warnf(
                    "There are %d connections of clients, %d more than may be: the idlest are closed.",
                    open.size(), surplus);
        }
        full = surplus > 0;
        if (full) {
            List<ClientConnection> idlest =
                    open.stream().sorted(IDLEST_FIRST).limit(surplus).toList();
            idlest.forEach(connection -> close(connection, ClosedFor.ROOM));
        }
    }

    private void close(ClientConnection connection, ClosedFor reason) {
        if (open.remove(connection)) {
            closed.add(1, label(reason));
            connection.channel().close();
        }
    }

    private static Attributes label(ClosedFor reason) {
        return Attributes.of(Label.CLOSED_FOR, reason.label());
    }

    private static long descriptors() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                        && system.getMaxFileDescriptorCount() > 0
                ? system.getMaxFileDescriptorCount()
                : Integer.MAX_VALUE;
    }
}
