package ai.hermes.sessions.insight;

import ai.hermes.sessions.store.AgentStore;
import java.time.ZonedDateTime;
import java.util.List;

/**
 * What is asked of the size of stores.
 *
 * @param stores which ones
 * @param olderThanDays what a prune would be told
 * @param anew whether what was measured is measured again
 * @param now the moment, in the time zone of the days
 */
record CapacityQuery(List<AgentStore> stores, int olderThanDays, boolean anew, ZonedDateTime now) {

    CapacityQuery {
        stores = List.copyOf(stores);
    }
}
