package ai.hermes.sessions.insight;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.Map;

/**
 * What the sessions of one place used.
 *
 * @param keys the place, by the names of the dimensions: texts, or a number for the hour of the week
 * @param labels names for people, of keys that are none
 * @param figures the figures
 */
@JsonNaming(SnakeCaseStrategy.class)
record UsageRow(
        Map<String, Object> keys,
        Map<String, String> labels,
        @JsonUnwrapped Figures figures) {}
