package ai.hermes.sessions.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * A client of the stream that looks at all it is told: whether ids increase, whether something is missing, and how many
 * messages each session has by what was told. Lives in the one thread of its loop.
 */
final class FeedClient {

    private static final String END = "\n\n";
    private static final long RETRY_MILLIS = 300;

    private final Vertx loop;
    private final HttpClient client;
    private final HttpClient lists;
    private final int port;
    private final FeedFindings findings;
    private final Map<String, Long> counts = new HashMap<>();
    private Buffer rest = Buffer.buffer();
    private String lastId = "";
    private String epoch = "";
    private long lastSequence;
    private HttpClientResponse stream;
    private boolean wanted;
    /** Whether the list has to be asked for before what is told can be made sense of. */
    private boolean stale;

    /** @param lists asks for lists, so that these are not asked for over as many connections as there are streams */
    FeedClient(Vertx loop, HttpClient client, HttpClient lists, int port, FeedFindings findings) {
        this.loop = loop;
        this.client = client;
        this.lists = lists;
        this.port = port;
        this.findings = findings;
    }

    private RequestOptions request(String path) {
        return new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setHost("127.0.0.1")
                .setPort(port)
                .setURI(path);
    }

    /** Opens the stream, and again if it was open before: from the last event that it knows. */
    void connect() {
        wanted = true;
        RequestOptions request = request("/api/sessions/events").putHeader("Accept", "text/event-stream");
        if (!lastId.isEmpty()) {
            request.putHeader("Last-Event-ID", lastId);
        }
        rest = Buffer.buffer();
        client.request(request).compose(HttpClientRequest::send).onComplete(answer -> {
            if (answer.failed() || answer.result().statusCode() != 200) {
                findings.refused();
                wanted = false;
                return;
            }
            stream = answer.result();
            findings.opened();
            stream.handler(this::take);
            stream.endHandler(end -> closed());
            stream.exceptionHandler(failure -> closed());
        });
    }

    private void closed() {
        if (stream == null) {
            return;
        }
        stream = null;
        findings.closed();
        if (wanted) {
            findings.dropped();
            connect();
        }
    }

    boolean connected() {
        return stream != null;
    }

    /** Goes away without a word. */
    void kill() {
        wanted = false;
        if (stream != null) {
            stream.request().connection().close();
        }
    }

    /** Takes nothing for a while. */
    void pause() {
        if (stream != null) {
            stream.pause();
        }
    }

    void resume() {
        if (stream != null) {
            stream.resume();
        }
    }

    private void take(Buffer bytes) {
        rest.appendBuffer(bytes);
        String text = rest.toString(StandardCharsets.UTF_8);
        int from = 0;
        for (int end = text.indexOf(END); end >= 0; end = text.indexOf(END, from)) {
            event(text.substring(from, end));
            from = end + END.length();
        }
        rest = Buffer.buffer(text.substring(from));
    }

    private void event(String text) {
        String data = "";
        String id = "";
        for (String line : text.split("\n")) {
            if (line.startsWith("id: ")) {
                id = line.substring(4);
            } else if (line.startsWith("data: ")) {
                data = line.substring(6);
            }
        }
        if (!data.isEmpty()) {
            told(id, data);
        }
        if (!id.isEmpty()) {
            lastId = id;
            epoch = id.substring(0, id.indexOf('-'));
            lastSequence = Math.max(lastSequence, Long.parseLong(id.substring(id.indexOf('-') + 1)));
        }
    }

    private void told(String id, String data) {
        JsonNode event = findings.parsed(id, data);
        long sequence = event.get("version").asLong();
        boolean resync = event.get("reason").asText().equals("resync");
        if (!id.startsWith(epoch) || sequence < lastSequence || sequence == lastSequence && !resync) {
            findings.wrong("id " + id + " after " + lastId);
        }
        if (resync) {
            findings.resynced();
            reload();
        } else {
            if (event.path("previous").asLong(0) > lastSequence) {
                findings.wrong("something is missing between " + lastId + " and " + id);
            }
            if (event.has("reload")) {
                reload();
            }
            note(event.path("sessions"));
        }
        findings.told(sequence, event);
    }

    /** Asks for the list; what is told meanwhile is newer. */
    private void reload() {
        if (!stale) {
            stale = true;
            askForList();
        }
    }

    private void askForList() {
        lists.request(request("/api/sessions?limit=100"))
                .compose(HttpClientRequest::send)
                .compose(HttpClientResponse::body)
                .map(body -> BenchService.json(body.toString()))
                .onComplete(list -> {
                    if (list.succeeded() && list.result().has("sessions")) {
                        stale = false;
                        note(list.result().get("sessions"));
                    } else {
                        loop.setTimer(RETRY_MILLIS, again -> askForList());
                    }
                });
    }

    private void note(JsonNode rows) {
        rows.forEach(row -> counts.merge(
                row.get("session_id").asText(), row.get("message_count").asLong(), Math::max));
    }

    /** What it believes a session to have. */
    long count(String session) {
        return counts.getOrDefault(session, 0L);
    }
}
