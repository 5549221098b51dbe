package ai.hermes.sessions.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What all clients of the stream have seen together. In the one thread of their loop, but for {@link #committed}, which
 * the writer calls.
 */
final class FeedFindings {

    private static final int TOLD = 10;

    private final Map<String, Long> commits = new ConcurrentHashMap<>();
    private final Latencies lags = new Latencies();
    private final List<String> wrong = new ArrayList<>();
    /** The last event was the same for all; it need not be understood a thousand times. */
    private String parsedId = "";

    private JsonNode parsed;
    private long open;
    private long events;
    private long resyncs;
    private long dropped;
    private long refused;
    private long mistakes;

    /** A session has so many messages since the commit that began at that moment. */
    void committed(String session, long count, long at) {
        commits.put(session + "#" + count, at);
    }

    JsonNode parsed(String id, String data) {
        if (!id.equals(parsedId) || parsed == null || data.contains("\"resync\"")) {
            parsed = BenchService.json(data);
            parsedId = data.contains("\"resync\"") ? "" : id;
        }
        return parsed;
    }

    /** An event was told to one client; each commit that it is the first to tell of has its lag. */
    void told(long sequence, JsonNode event) {
        events++;
        long now = System.nanoTime();
        event.path("sessions").forEach(row -> {
            String session = row.get("session_id").asText();
            Long at = commits.get(session + "#" + row.get("message_count").asLong());
            if (at != null) {
                lags.add(now - at);
            }
        });
    }

    void opened() {
        open++;
    }

    void closed() {
        open--;
    }

    void resynced() {
        resyncs++;
    }

    /** A stream that nobody meant to end has ended. */
    void dropped() {
        dropped++;
    }

    void refused() {
        refused++;
    }

    void wrong(String sentence) {
        mistakes++;
        if (wrong.size() < TOLD) {
            wrong.add(sentence);
        }
    }

    Latencies lags() {
        return lags;
    }

    long open() {
        return open;
    }

    long events() {
        return events;
    }

    long resyncs() {
        return resyncs;
    }

    long droppedStreams() {
        return dropped;
    }

    long refusedStreams() {
        return refused;
    }

    long mistakes() {
        return mistakes;
    }

    List<String> sentences() {
        return wrong;
    }
}
