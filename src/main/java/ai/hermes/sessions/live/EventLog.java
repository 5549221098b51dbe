package ai.hermes.sessions.live;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The last events, for those who come again and for those who are slow: nothing is kept for each of them. Bounded in
 * bytes; the oldest go first.
 */
final class EventLog {

    private final String epoch;
    private final long capacity;
    private final Map<Long, LiveEvent> events = new HashMap<>();
    private long oldest = 1;
    private long latest;
    private long size;

    /** @param capacity in bytes, roughly */
    EventLog(String epoch, long capacity) {
        this.epoch = epoch;
        this.capacity = capacity;
    }

    /** The id for the event that is added next. */
    synchronized EventId nextId() {
        return new EventId(epoch, latest + 1);
    }

    /** The id of the event that was added last. */
    synchronized EventId latest() {
        return new EventId(epoch, latest);
    }

    /** Adds the event that has the next id. */
    synchronized void add(LiveEvent event) {
        latest = event.id().sequence();
        events.put(latest, event);
        size += event.size();
        while (size > capacity && oldest < latest) {
            size -= events.remove(oldest++).size();
        }
    }

    /** The event after another one; empty where that is the last, or the next one is not kept any more. */
    synchronized Optional<LiveEvent> after(long sequence) {
        return Optional.ofNullable(events.get(sequence + 1));
    }

    /** How many of the events after another one are not kept any more. */
    synchronized long lostAfter(long sequence) {
        return Math.max(0, oldest - 1 - sequence);
    }

    /** Why what came after an event cannot be told; empty where it can. */
    synchronized Optional<Resync> obstacle(EventId id) {
        if (!id.epoch().equals(epoch)) {
            return Optional.of(Resync.RESTARTED);
        } else if (id.sequence() > latest) {
            return Optional.of(Resync.UNKNOWN);
        }
        return lostAfter(id.sequence()) > 0 ? Optional.of(Resync.OVERTAKEN) : Optional.empty();
    }
}
