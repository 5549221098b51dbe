package ai.hermes.sessions.health;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * How the machine is.
 *
 * @param status {@code ok}; {@code partial} where something could not be measured; {@code unavailable} where nothing
 *     could
 * @param available whether anything could be measured
 * @param checkedAt in ISO form
 * @param webuiRuntime what is held in memory
 * @param errors what could not be measured
 */
@JsonNaming(SnakeCaseStrategy.class)
record SystemHealth(
        String status,
        boolean available,
        String checkedAt,
        Optional<Load> cpu,
        Optional<Space> memory,
        Optional<Space> disk,
        Runtime webuiRuntime,
        List<Unmeasured> errors) {

    static SystemHealth of(
            String checkedAt, Optional<Load> cpu, Optional<Space> memory, Optional<Space> disk, int conversations) {
        List<Unmeasured> errors = Stream.of(
                        unmeasured("cpu", cpu), unmeasured("memory", memory), unmeasured("disk", disk))
                .flatMap(Optional::stream)
                .toList();
        boolean any = errors.size() < 3;
        String status = errors.isEmpty() ? "ok" : any ? "partial" : "unavailable";
        return new SystemHealth(status, any, checkedAt, cpu, memory, disk, Runtime.of(conversations), errors);
    }

    private static Optional<Unmeasured> unmeasured(String metric, Optional<?> value) {
        return value.isPresent() ? Optional.empty() : Optional.of(new Unmeasured(metric, "unavailable"));
    }

    /** How busy the processors are, in percent. */
    record Load(double percent) {}

    /** How full something is. */
    @JsonNaming(SnakeCaseStrategy.class)
    record Space(long usedBytes, long totalBytes, double percent) {

        static Space of(long used, long total) {
            return new Space(used, total, rounded(100.0 * used / total));
        }
    }

    static double rounded(double value) {
        return Math.round(value * 10) / 10.0;
    }

    /** Something that could not be measured. */
    record Unmeasured(String metric, String code) {}

    /**
     * What is held in memory. Nothing streams through this service; its caches are counted by its metrics.
     *
     * @param sessions conversations
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record Runtime(Sessions sessions, Streams streams, ListCache sessionListCache, ModelsCache modelsCache) {

        static Runtime of(int conversations) {
            return new Runtime(
                    new Sessions(true, conversations, OptionalInt.empty()),
                    new Streams(true, 0, 0, 0, 0, 0, 0, 0),
                    new ListCache(false, OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty()),
                    new ModelsCache(false, OptionalInt.empty(), OptionalInt.empty(), OptionalDouble.empty()));
        }
    }

    /**
     * Conversations.
     *
     * @param cap always null: all are held
     */
    record Sessions(boolean available, int resident, OptionalInt cap) {}

    /** Running agents. */
    @JsonNaming(SnakeCaseStrategy.class)
    record Streams(
            boolean available,
            int active,
            int agentInstances,
            int subscribers,
            int offlineBufferedEvents,
            int offlineDroppedEvents,
            int subscriberDroppedEvents,
            int unavailableChannels) {}

    /** Not told of here. */
    @JsonNaming(SnakeCaseStrategy.class)
    record ListCache(boolean available, OptionalInt entries, OptionalInt inflightRebuilds, OptionalInt cap) {}

    /** Not told of here. */
    @JsonNaming(SnakeCaseStrategy.class)
    record ModelsCache(boolean available, OptionalInt groups, OptionalInt models, OptionalDouble ageSeconds) {}
}
