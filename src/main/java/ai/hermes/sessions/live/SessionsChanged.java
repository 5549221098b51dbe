package ai.hermes.sessions.live;

import ai.hermes.sessions.store.Profile;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tells that lists have changed. Clients that know no more than the contract ask for the list whenever it comes.
 *
 * @param type the event's name once more
 * @param version the number of the event; grows
 * @param previous the number of the event before it that this stream is told; whoever knows none as late has missed
 *     something. Absent where there was none
 * @param reason {@code session_changed}, since a store does not tell what was done to it, or {@code resync}: the lists
 *     have to be asked for
 * @param cause of a resync
 * @param profile whose list it is, where it is one; absent for the default profile's
 * @param sessionId which conversation it is, where it is one
 * @param sessions conversations that are new or changed, as they are now
 * @param removed conversations that are gone
 * @param reload names of the profiles whose lists have to be asked for
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record SessionsChanged(
        String type,
        @JsonInclude long version,
        Optional<Long> previous,
        String reason,
        Optional<String> cause,
        Optional<String> profile,
        Optional<String> sessionId,
        List<LiveRow> sessions,
        List<Removed> removed,
        List<String> reload) {

    /** The event's name. */
    static final String NAME = "sessions_changed";

    /** A conversation that is gone, by the id of its root. */
    @JsonNaming(SnakeCaseStrategy.class)
    record Removed(String profile, String conversationId) {}

    /** @param changes at least one */
    static SessionsChanged of(long version, Optional<Long> previous, Map<Profile, ProfileChange> changes) {
        List<LiveRow> rows =
                changes.values().stream().flatMap(it -> it.rows().stream()).toList();
        List<Removed> removed = changes.entrySet().stream()
                .flatMap(it -> it.getValue().removed().stream()
                        .map(root -> new Removed(it.getKey().name(), root)))
                .toList();
        List<String> reload = changes.entrySet().stream()
                .filter(it -> it.getValue().everything())
                .map(it -> it.getKey().name())
                .toList();
        return new SessionsChanged(
                NAME,
                version,
                previous,
                "session_changed",
                Optional.empty(),
                Optional.of(changes.keySet())
                        .filter(it -> it.size() == 1)
                        .map(it -> it.iterator().next())
                        .filter(it -> !it.isDefault())
                        .map(Profile::name),
                rows.size() == 1 && removed.isEmpty() && reload.isEmpty()
                        ? Optional.of(rows.get(0).row().sessionId())
                        : Optional.empty(),
                rows,
                removed,
                reload);
    }

    static SessionsChanged resync(long version, Resync cause) {
        return new SessionsChanged(
                NAME,
                version,
                Optional.empty(),
                "resync",
                Optional.of(cause.wireName()),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of());
    }
}
