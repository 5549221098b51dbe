package ai.hermes.sessions.conversation;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is new in a store.
 *
 * @param put sessions that are new, or whose rows are others than before
 * @param removed ids of sessions that are gone
 * @param facts what is known by now of the messages of some sessions
 * @param leases all turns; empty where they were not read
 */
record StoreChange(
        Collection<SessionRow> put,
        Collection<String> removed,
        Map<String, MessageFacts> facts,
        Optional<TurnLeases> leases) {

    static final StoreChange NONE = new StoreChange(List.of(), List.of(), Map.of(), Optional.empty());
}
