package ai.hermes.sessions.health;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * One component of deep health.
 *
 * @param status what the last look has shown
 * @param level what the looks so far come to; liveness and readiness follow this one
 * @param ageSeconds how long ago the last look was, with one decimal
 * @param ms how long it took
 * @param details what was measured, and {@code code}, {@code message}, {@code consequence}, {@code remedy} of what is
 *     not in order
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@Schema(additionalProperties = Schema.True.class)
record Component(
        Status status,
        Level level,
        double ageSeconds,
        double ms,
        @Schema(hidden = true) @JsonAnyGetter Map<String, Object> details) {

    static Component of(CheckResult result) {
        return new Component(
                Status.of(result),
                result.level(),
                Rounded.seconds(result.age()),
                Rounded.millis(result.took()),
                details(result));
    }

    /** A component that is told of, and without which the whole is well all the same. */
    static Component minor(CheckResult result) {
        Component it = of(result);
        return new Component(
                it.status == Status.OK ? Status.OK : Status.WARN,
                it.level == Level.FAIL ? Level.WARN : it.level,
                it.ageSeconds,
                it.ms,
                it.details);
    }

    private static Map<String, Object> details(CheckResult result) {
        Map<String, Object> details = new LinkedHashMap<>(result.finding().figures());
        result.finding().problem().map(Problem::details).ifPresent(details::putAll);
        return details;
    }
}
