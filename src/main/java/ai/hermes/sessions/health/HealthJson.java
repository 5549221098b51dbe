package ai.hermes.sessions.health;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Health in the form {@code application/health+json} of the IETF's draft "Health Check Response Format for HTTP APIs".
 *
 * @param status whether the service is of use
 * @param serviceId which service it is
 * @param releaseId its version
 * @param description what it is
 * @param checks what was seen of each component, under {@code component:measurement}
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record HealthJson(
        Level status, String serviceId, String releaseId, String description, Map<String, List<Measured>> checks) {

    /** The media type by which it is asked for. */
    static final String MEDIA_TYPE = "application/health+json";

    /**
     * One measurement.
     *
     * @param status what the looks so far come to
     * @param time when it was seen
     * @param observedValue the number; absent for a component as a whole
     * @param output what is not in order, what it means and what to do; absent when all is
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record Measured(
            String componentType, Level status, String time, Optional<Long> observedValue, Optional<String> output) {}

    static HealthJson of(boolean well, Map<String, CheckResult> components, String release, Clock clock) {
        Map<String, List<Measured>> checks = new LinkedHashMap<>();
        Instant now = clock.instant();
        components.forEach((name, result) -> {
            String time = now.minus(result.age()).toString();
            Optional<String> output = result.finding().problem().map(HealthJson::sentences);
            checks.put(
                    name + ":state",
                    List.of(new Measured("component", result.level(), time, Optional.empty(), output)));
            result.finding()
                    .figures()
                    .forEach((figure, value) -> checks.put(
                            name + ":" + figure,
                            List.of(new Measured(
                                    "component", result.level(), time, Optional.of(value), Optional.empty()))));
        });
        boolean pass = components.values().stream().allMatch(it -> it.level() == Level.PASS);
        Level status = !well ? Level.FAIL : pass ? Level.PASS : Level.WARN;
        return new HealthJson(status, "hermes-sessions", release, "Sessions of Hermes Agent", checks);
    }

    private static String sentences(Problem problem) {
        return problem.message() + " " + problem.consequence() + " " + problem.remedy();
    }
}
