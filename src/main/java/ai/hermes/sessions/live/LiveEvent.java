package ai.hermes.sessions.live;

import ai.hermes.sessions.caller.Visible;
import ai.hermes.sessions.store.Profile;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What happened to all lists within a moment. It is written as text once for all streams that may see the same
 * profiles, however many there are.
 */
final class LiveEvent {

    /** An event's own text, and that of a row of the list, in bytes: enough to tell what many of them take. */
    private static final int SIZE = 500;

    private static final int ROW_SIZE = 2_000;

    private final EventId id;
    private final Instant happenedAt;
    private final Map<Profile, ProfileChange> changes;
    private final Map<Profile, Long> before;
    private final EventWriter writer;
    private final Map<Visible, Optional<Buffer>> written = new ConcurrentHashMap<>();

    /**
     * @param happenedAt when the first of the changes happened
     * @param before for each profile the number of the last event about it; this one does not count
     */
    LiveEvent(
            EventId id,
            Instant happenedAt,
            Map<Profile, ProfileChange> changes,
            Map<Profile, Long> before,
            EventWriter writer) {
        this.id = id;
        this.happenedAt = happenedAt;
        this.changes = Map.copyOf(changes);
        this.before = Map.copyOf(before);
        this.writer = writer;
    }

    EventId id() {
        return id;
    }

    Instant happenedAt() {
        return happenedAt;
    }

    boolean about(Profile profile) {
        return changes.containsKey(profile);
    }

    /** As it goes over the wire; empty where none of it is for this scope. */
    Optional<Buffer> in(Visible scope) {
        // For those who see nothing of it, nothing is kept.
        return changes.keySet().stream().anyMatch(scope::sees)
                ? written.computeIfAbsent(scope, this::write)
                : Optional.empty();
    }

    private Optional<Buffer> write(Visible scope) {
        Map<Profile, ProfileChange> seen = new LinkedHashMap<>();
        changes.forEach((profile, change) -> {
            if (scope.sees(profile)) {
                seen.put(profile, change);
            }
        });
        Optional<Long> previous = before.entrySet().stream()
                .filter(it -> scope.sees(it.getKey()))
                .map(Map.Entry::getValue)
                .max(Long::compare);
        return seen.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        writer.write(id, SessionsChanged.NAME, SessionsChanged.of(id.sequence(), previous, seen)));
    }

    /** Bytes that it takes, roughly, once it was written for some scopes. */
    long size() {
        return SIZE
                + changes.values().stream().mapToLong(it -> it.rows().size()).sum() * ROW_SIZE;
    }
}
