package ai.hermes.sessions.search;

import java.util.List;

/**
 * What the indexes of one store have found.
 *
 * @param candidates messages, each at most once, in no order
 * @param searched how they were searched
 * @param notes what was not searched
 * @param more whether more would be found with a greater limit
 * @param newest whether they are the newest, not the best
 */
record Findings(List<Candidate> candidates, List<Searched> searched, List<Note> notes, boolean more, boolean newest) {}
