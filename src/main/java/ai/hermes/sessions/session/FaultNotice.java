package ai.hermes.sessions.session;

import ai.hermes.sessions.store.Profile;
import ai.hermes.sessions.store.StoreFault;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Duration;
import java.time.Instant;

/**
 * Tells in a list that a store cannot be read now, so that its rows are old or missing.
 *
 * @param profile whose store it is
 * @param code stable name of the fault
 * @param message what is wrong
 * @param consequence what it means for the reader of the list
 * @param remedy what to do about it
 * @param since since when, in seconds since 1970
 * @param ageSeconds for how long
 */
@JsonNaming(SnakeCaseStrategy.class)
record FaultNotice(
        String profile,
        String code,
        String message,
        String consequence,
        String remedy,
        double since,
        double ageSeconds) {

    /** The header that tells the code of a fault with an answer that is not fresh. */
    static final String HEADER = "Hermes-Fault";

    static FaultNotice of(Profile profile, StoreFault fault, Instant since, Instant now) {
        return new FaultNotice(
                profile.name(),
                fault.code(),
                fault.message(),
                fault.consequence(),
                fault.remedy(),
                since.toEpochMilli() / 1000.0,
                Math.max(0, Duration.between(since, now).toMillis() / 1000.0));
    }
}
