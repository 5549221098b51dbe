package ai.hermes.sessions.live;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** A client of a stream, which keeps what it is sent. */
public final class EventStream implements AutoCloseable {

    static final Duration LONG = Duration.ofSeconds(30);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final CompletableFuture<HttpResponse<Stream<String>>> answer;
    private final Map<String, String> fields = new HashMap<>();
    private volatile String lastId = "";

    /** Something that was told. */
    record Event(String id, String name, JsonNode data) {

        long sequence() {
            return EventId.parse(id).orElseThrow().sequence();
        }
    }

    private EventStream(HttpRequest request) {
        answer = HttpClient.newHttpClient().sendAsync(request, HttpResponse.BodyHandlers.ofLines());
        answer.thenAcceptAsync(it -> it.body().forEach(this::take));
    }

    /** Opens a stream and waits until it has begun. */
    public static EventStream open(URI address, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address).header("Accept", "text/event-stream");
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        EventStream stream = new EventStream(request.build());
        await().atMost(LONG).until(() -> !stream.lastId.isEmpty());
        return stream;
    }

    private void take(String line) {
        lines.add(line);
        if (!line.isEmpty()) {
            int colon = line.indexOf(':');
            fields.put(line.substring(0, colon), line.substring(colon + 1).strip());
            return;
        }
        if (fields.containsKey("data")) {
            events.add(new Event(fields.get("id"), fields.get("event"), json(fields.get("data"))));
        }
        lastId = fields.getOrDefault("id", lastId);
        fields.clear();
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> lines() {
        return lines;
    }

    List<Event> events() {
        return events;
    }

    List<Event> events(String name) {
        return events.stream().filter(it -> it.name().equals(name)).toList();
    }

    Event awaitEvent(String name) {
        await().atMost(LONG).until(() -> !events(name).isEmpty());
        return events(name).get(0);
    }

    /** The id that a browser would send when it comes again. */
    String lastId() {
        return lastId;
    }

    @Override
    public void close() {
        answer.thenAccept(it -> it.body().close());
    }
}
