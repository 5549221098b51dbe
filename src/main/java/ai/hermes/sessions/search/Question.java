package ai.hermes.sessions.search;

import ai.hermes.sessions.query.SearchText;
import ai.hermes.sessions.store.AgentStore;

/**
 * What the indexes of one store are asked.
 *
 * @param place whose
 * @param text what is searched for
 * @param scope which sessions
 * @param limit how many messages each way of searching may give, the best of all
 * @param order which are the best
 */
record Question(Place place, SearchText text, Condition scope, int limit, Order order) {

    /** Which messages are the best. */
    enum Order {
        /** Those that fit best. */
        RANKED,
        /** The same; the newest where that takes too long. */
        RANKED_IN_TIME,
        NEWEST
    }

    AgentStore store() {
        return place.store();
    }

    /** Whether nothing but what is put away is left out, so that hardly a message is found in vain. */
    boolean wide() {
        return place.filter().isEmpty();
    }

    Question in(Order other) {
        return new Question(place, text, scope, limit, other);
    }
}
