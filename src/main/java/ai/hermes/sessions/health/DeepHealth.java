package ai.hermes.sessions.health;

import ai.hermes.sessions.annotation.AnnotationRepository;
import ai.hermes.sessions.store.Profile;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Each component. The first five are those that clients know; the others say more.
 *
 * @param streamsLock the lock of running streams
 * @param streamRuntime the running streams
 * @param sessions the list of conversations in memory
 * @param projects the projects in memory
 * @param stateDb the default profile's store
 * @param port whether the port answers
 * @param eventLoops whether the threads that serve connections come round
 * @param workers whether threads that work for requests become free
 * @param descriptors open descriptors
 * @param memory the heap
 * @param disk room on the disks
 * @param export whether the collector takes what is measured
 * @param list whether the list shows what the store holds
 * @param feed whether those who follow changes are told of them
 * @param annotations whether pins, titles and projects can be kept
 * @param stores the store of each profile, by its name
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record DeepHealth(
        StreamsLock streamsLock,
        StreamRuntime streamRuntime,
        Counted sessions,
        Counted projects,
        StateDb stateDb,
        Component port,
        Component eventLoops,
        Component workers,
        Component descriptors,
        Component memory,
        Component disk,
        Component export,
        Component list,
        Component feed,
        Component annotations,
        Map<String, Component> stores) {

    static DeepHealth of(Health health, long sessions, AnnotationRepository annotations) {
        Map<String, Component> stores = new LinkedHashMap<>();
        ProcessHealth process = health.process();
        health.stores().forEach((profile, result) -> stores.put(profile.name(), component(profile, result)));
        return new DeepHealth(
                StreamsLock.FREE,
                StreamRuntime.IDLE,
                Counted.of(sessions),
                Counted.of(annotations.annotations().projects().size()),
                StateDb.of(health.defaultStore()),
                Component.of(process.port()),
                Component.of(process.eventLoops()),
                Component.of(process.workers()),
                Component.of(process.descriptors()),
                Component.of(process.memory()),
                Component.of(process.disk()),
                Component.of(process.export()),
                Component.of(health.list()),
                Component.of(health.feed()),
                Component.of(health.annotations()),
                stores);
    }

    private static Component component(Profile profile, CheckResult result) {
        return profile.isDefault() ? Component.of(result) : Component.minor(result);
    }

    /** Whether nothing fails that makes the service of no use. A store that is not there yet is no failure. */
    boolean healthy() {
        return Stream.of(
                        stateDb.status,
                        port.status(),
                        eventLoops.status(),
                        workers.status(),
                        descriptors.status(),
                        memory.status(),
                        disk.status(),
                        list.status(),
                        annotations.status())
                .noneMatch(Status.ERROR::equals);
    }

    /** No agent streams through this service, so the lock is always free. */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record StreamsLock(Status status, int activeStreams, double ms, double timeoutSeconds) {
        static final StreamsLock FREE = new StreamsLock(Status.OK, 0, 0, 0.5);
    }

    /** No agent streams through this service. */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record StreamRuntime(
            Status status,
            int activeStreams,
            int totalSubscribers,
            int totalOfflineBufferedEvents,
            List<Object> streams) {
        static final StreamRuntime IDLE = new StreamRuntime(Status.OK, 0, 0, 0, List.of());
    }

    /** Things that are held in memory, so that counting them takes no time. */
    record Counted(Status status, long count, double ms) {
        static Counted of(long count) {
            return new Counted(Status.OK, count, 0);
        }
    }

    /** The default profile's store in the form that clients know; {@code error} is the code of the fault. */
    record StateDb(
            Status status,
            double ms,
            @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> error) {
        static StateDb of(CheckResult result) {
            Status status = Status.of(result);
            Optional<String> code = result.finding().problem().map(Problem::code);
            return new StateDb(status, Rounded.millis(result.took()), code.filter(it -> status == Status.ERROR));
        }
    }
}
