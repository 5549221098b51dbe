package ai.hermes.sessions.store;

import ai.hermes.sessions.preflight.StartupCheck;
import ai.hermes.sessions.preflight.StartupFinding;
import com.sun.management.UnixOperatingSystemMXBean;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Whether machine and driver are such that stores can be read for months: descriptors, version of SQLite, clock. */
@Singleton
final class MachineCheck implements StartupCheck {

    /** Open while the service starts, since each jar is then; with fewer it does not come up. */
    private static final long START = 200;
    /** What it has open for itself afterwards, its own database included. */
    private static final long OWN = 64;
    /** Connections of clients such that nobody notices a limit. */
    private static final long MANY_CLIENTS = 256;

    /** Before it a writer could lose committed rows when a log was begun anew. */
    private static final int[] SQLITE = {3, 51, 3};

    private static final Instant WRITTEN = Instant.parse("2026-01-01T00:00:00Z");

    private final StoreConfig config;
    private final Clock clock;

    @Inject
    MachineCheck(StoreConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    @Override
    public List<StartupFinding> findings() {
        OptionalLong limit = limit();
        return Stream.of(
                        limit.isPresent()
                                ? descriptors(limit.getAsLong(), config.maxConnections())
                                : Optional.<StartupFinding>empty(),
                        sqlite(AgentStores.sqliteVersion()),
                        clock(clock.instant()))
                .flatMap(Optional::stream)
                .toList();
    }

    /** How many descriptors this process may have; empty where the system does not tell. */
    static OptionalLong limit() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? OptionalLong.of(system.getMaxFileDescriptorCount())
                : OptionalLong.empty();
    }

    /**
     * Descriptors for so many connections to stores beside all else. A handle that was closed stays open while another
     * one of the process is, hence twice as many.
     */
    static long descriptorsFor(int connections) {
        return OWN + 2L * connections + 1 + MANY_CLIENTS;
    }

    static Optional<StartupFinding> descriptors(long limit, int connections) {
        long all = descriptorsFor(connections);
        String remedy = "Raise it to %d or more (ulimit -n, or the unit's or image's setting), or lower %s."
                .formatted(all, "hermes.store.max-connections");
        if (limit < START) {
            return Optional.of(StartupFinding.error(
                    "limit of open files",
                    "This process may open %d files; with fewer than %d it does not come up.".formatted(limit, START),
                    remedy));
        } else if (limit < all) {
            return Optional.of(StartupFinding.warning(
                    "limit of open files",
                    "This process may open %d files; many clients and profiles at a time may need %d."
                            .formatted(limit, all),
                    remedy));
        }
        return Optional.empty();
    }

    static Optional<StartupFinding> sqlite(String version) {
        int[] parts = Arrays.stream(version.split("\\D+"))
                .limit(3)
                .mapToInt(Integer::parseInt)
                .toArray();
        return Arrays.compare(parts, SQLITE) >= 0
                ? Optional.empty()
                : Optional.of(StartupFinding.error(
                        "sqlite-jdbc",
                        "The driver brings SQLite %s, which can lose what was committed.".formatted(version),
                        "Run the jar as it was built; it brings 3.51.3 or newer."));
    }

    static Optional<StartupFinding> clock(Instant now) {
        return now.isBefore(WRITTEN)
                ? Optional.of(StartupFinding.warning(
                        "clock",
                        "The clock of this machine says %s, so ages and times of sessions will be wrong."
                                .formatted(now),
                        "Set the clock."))
                : Optional.empty();
    }
}
