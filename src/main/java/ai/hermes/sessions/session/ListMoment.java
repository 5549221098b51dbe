package ai.hermes.sessions.session;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Optional;

/**
 * The last members of a list: those that move with the clock and are added to each answer.
 *
 * @param fault the first of the faults; absent where there is none
 * @param faults of stores that cannot be read now
 * @param snapshotAgeSeconds age of the oldest read that the rows rest on
 * @param serverTime now, in seconds since 1970
 * @param serverTz the offset of this machine's time from UTC, such as {@code +0100}
 */
@JsonNaming(SnakeCaseStrategy.class)
record ListMoment(
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<FaultNotice> fault,
        List<FaultNotice> faults,
        double snapshotAgeSeconds,
        double serverTime,
        String serverTz) {

    static ListMoment of(SessionList list, String offset) {
        return new ListMoment(list.faults().stream().findFirst(), list.faults(), list.oldest(), list.now(), offset);
    }
}
