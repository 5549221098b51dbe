package ai.hermes.sessions.search;

import ai.hermes.sessions.conversation.Rule;
import ai.hermes.sessions.session.SessionSummary;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/**
 * A conversation that was found: its row as in the list, and what was found in it.
 *
 * @param rule where it is: listed, or kept off the list by that rule
 * @param score by which answers are in order; 0 for what a scan found
 * @param hitCount how many of its messages were found, of those that were looked at
 * @param foundIn what was found in its title, its tags and the like
 * @param hits the best of its messages, three at most
 */
@JsonNaming(SnakeCaseStrategy.class)
record ConversationHit(
        @JsonUnwrapped SessionSummary summary,
        Rule rule,
        double score,
        int hitCount,
        List<Snippet> foundIn,
        List<MessageHit> hits) {}
