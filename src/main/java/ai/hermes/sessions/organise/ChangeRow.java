package ai.hermes.sessions.organise;

import ai.hermes.sessions.annotation.Change;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A change on the wire.
 *
 * @param action what was done
 * @param madeAt when, in seconds since 1970
 * @param changed how many conversations it changed
 * @param undoes the change that it took back; there only where it did
 * @param undone whether it was taken back
 */
@JsonNaming(SnakeCaseStrategy.class)
record ChangeRow(
        long changeId,
        String action,
        double madeAt,
        int changed,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) OptionalLong undoes,
        boolean undone) {

    static ChangeRow of(Change change) {
        return new ChangeRow(
                change.id(), change.action(), change.madeAt(), change.changed(), change.undoes(), change.undone());
    }

    /**
     * A page of changes.
     *
     * @param changes the newest first
     * @param nextCursor where the next page begins; null on the last
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record Page(List<ChangeRow> changes, Optional<String> nextCursor) {}
}
