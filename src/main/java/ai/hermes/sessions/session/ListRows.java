package ai.hermes.sessions.session;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.OptionalInt;

/**
 * The rows of a list. This says how they look; they are written from {@link ReadyRow}s.
 *
 * @param sessions the rows of this page
 * @param sidebarReferenceSessions archived parents of rows, for nesting
 * @param maskedCount how many credentials are masked in the list; absent where none is
 */
@JsonNaming(SnakeCaseStrategy.class)
record ListRows(
        List<SessionSummary> sessions,
        List<SessionSummary> sidebarReferenceSessions,

        @JsonProperty("_masked_count") @JsonInclude(JsonInclude.Include.NON_ABSENT)
        OptionalInt maskedCount) {}
