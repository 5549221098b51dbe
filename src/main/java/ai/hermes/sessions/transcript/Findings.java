package ai.hermes.sessions.transcript;

import java.util.List;
import java.util.Optional;

/**
 * What was found.
 *
 * @param hits in the order of the conversation
 * @param searched how many messages were looked at
 * @param notSearched ids of messages too large for that, of which only the beginnings were looked at
 * @param next id of the last of these; empty where nothing is left to look at
 */
public record Findings(List<Finding> hits, int searched, List<Long> notSearched, Optional<Long> next) {

    public Findings {
        hits = List.copyOf(hits);
        notSearched = List.copyOf(notSearched);
    }
}
