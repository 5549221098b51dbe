package ai.hermes.sessions.insight;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What was counted of a store's messages so far. Not safe for several threads at a time. */
final class MessageTally implements StoreCache.Weighed {

    /** All time zones begin their days at the beginning of such a part of an hour. */
    static final int QUARTER = 900;

    private static final int SESSION_WEIGHT = 200;
    private static final int GROWTH_WEIGHT = 100;
    private static final int TOOL_WEIGHT = 60;

    private final Map<String, OfSession> sessions = new HashMap<>();
    private final TreeMap<Long, Growth> growth = new TreeMap<>();
    private Optional<Instant> began = Optional.empty();
    private long generation;
    private long upTo;
    private long newest;
    private long read;
    /** Places of a tool in a session. */
    private long tools;

    private long bytes;

    /** Forgets all and begins with the file of that generation. */
    void restart(long ofGeneration, Instant now) {
        sessions.clear();
        growth.clear();
        began = Optional.of(now);
        generation = ofGeneration;
        upTo = 0;
        newest = 0;
        read = 0;
        tools = 0;
        bytes = 0;
    }

    void add(MessageSlice slice) {
        slice.parts().forEach(part -> {
            OfSession session = sessions.computeIfAbsent(part.sessionId(), it -> new OfSession());
            session.messages += part.messages();
            session.bytes += part.bytes();
            read += part.messages();
            bytes += part.bytes();
            long quarter = (long) (slice.times().get(part.block()) / QUARTER);
            growth.merge(quarter, new Growth(part.messages(), part.bytes()), Growth::and);
        });
        slice.calls().forEach(call -> {
            Map<String, Long> ofSession = sessions.get(call.sessionId()).tools;
            tools -= ofSession.size();
            ofSession.merge(call.tool(), call.calls(), Long::sum);
            tools += ofSession.size();
        });
        upTo = slice.upTo();
        newest = slice.newest();
    }

    /** When it was begun; empty where it was not. */
    Optional<Instant> began() {
        return began;
    }

    long generation() {
        return generation;
    }

    /** The id of the last message that was counted. */
    long upTo() {
        return upTo;
    }

    /** Whether all messages that the store had at the last read are counted. */
    boolean complete() {
        return began.isPresent() && upTo >= newest;
    }

    /** How many messages were counted. */
    long read() {
        return read;
    }

    /** How many there are; about, until all were counted. */
    long total() {
        return complete() || upTo == 0 ? read : Math.round((double) read / upTo * newest);
    }

    /** What all of them hold. */
    long bytes() {
        return bytes;
    }

    /** What was counted of a session; empty where it has no message yet. */
    Optional<OfSession> of(String session) {
        return Optional.ofNullable(sessions.get(session));
    }

    /** What came when, by quarters of an hour since 1970. */
    Map<Long, Growth> growth() {
        return growth;
    }

    @Override
    public long weight() {
        return (long) SESSION_WEIGHT * sessions.size() + (long) GROWTH_WEIGHT * growth.size() + TOOL_WEIGHT * tools;
    }

    /** What was counted of one session. */
    static final class OfSession {
        private final Map<String, Long> tools = new HashMap<>(4);
        private long messages;
        private long bytes;

        long messages() {
            return messages;
        }

        long bytes() {
            return bytes;
        }

        Map<String, Long> tools() {
            return tools;
        }
    }

    /** Messages that came at a time, and what they hold. */
    record Growth(long messages, long bytes) {

        Growth and(Growth other) {
            return new Growth(messages + other.messages, bytes + other.bytes);
        }
    }
}
