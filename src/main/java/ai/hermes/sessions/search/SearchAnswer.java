package ai.hermes.sessions.search;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Optional;

/**
 * A page of what a search found.
 *
 * @param query what was searched for
 * @param results conversations, the best first
 * @param nextCursor where the next page begins; null where there is none
 * @param searched what was searched
 * @param notSearched what was not, and why
 * @param facets what the answer can be narrowed to; on the first page only
 * @param tookMs how long it took
 */
@JsonNaming(SnakeCaseStrategy.class)
public record SearchAnswer(
        String query,
        List<ConversationHit> results,
        Optional<String> nextCursor,
        List<Searched> searched,
        List<Note> notSearched,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Facets> facets,
        long tookMs) {}
