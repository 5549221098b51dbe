package ai.hermes.sessions.insight;

import ai.hermes.sessions.store.Profile;
import ai.hermes.sessions.store.StoreFault;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Duration;
import java.time.Instant;

/**
 * Tells with figures that a store cannot be read now, so that its part of them is old or missing.
 *
 * @param profile whose store it is
 * @param code stable name of the fault
 * @param message what is wrong
 * @param consequence what it means for who reads sessions
 * @param remedy what to do about it
 * @param since since when, in seconds since 1970
 * @param ageSeconds for how long
 */
@JsonNaming(SnakeCaseStrategy.class)
record InsightFault(
        String profile,
        String code,
        String message,
        String consequence,
        String remedy,
        double since,
        double ageSeconds) {

    static InsightFault of(Profile profile, StoreFault fault, Instant since, Instant now) {
        return new InsightFault(
                profile.name(),
                fault.code(),
                fault.message(),
                fault.consequence(),
                fault.remedy(),
                since.toEpochMilli() / 1000.0,
                Math.max(0, Duration.between(since, now).toMillis() / 1000.0));
    }
}
