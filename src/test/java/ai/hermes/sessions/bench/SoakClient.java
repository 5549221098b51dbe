package ai.hermes.sessions.bench;

import static org.awaitility.Awaitility.await;

import ai.hermes.sessions.testing.ServiceProcess;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;

/** Asks, and looks whether the answers are true. */
final class SoakClient {

    private static final ObjectMapper JSON = new ObjectMapper();
    /** So old may a list be that does not say that it is old. */
    private static final long FRESH_NANOS = Duration.ofSeconds(5).toNanos();

    private static final String OWN = "s1";

    private final SoakStores stores;
    private final ServiceProcess service;
    private final SoakFaults faults;
    private final SoakFindings findings;
    private final AtomicLong titles = new AtomicLong();
    private volatile long knownAt = System.nanoTime();
    private volatile long known;
    private volatile long older;

    SoakClient(SoakStores stores, ServiceProcess service, SoakFaults faults, SoakFindings findings) {
        this.stores = stores;
        this.service = service;
        this.faults = faults;
        this.findings = findings;
    }

    void awaitFirstList() {
        await().atMost(Duration.ofMinutes(2)).until(() -> {
            HttpResponse<String> list = service.get("/api/sessions");
            return list.statusCode() == 200 && json(list).get("faults").isEmpty();
        });
    }

    void pollList() {
        boolean calm = faults.calm();
        long expected = expected();
        ask("/api/sessions", list -> {
            Optional<JsonNode> row = StreamSupport.stream(list.get("sessions").spliterator(), false)
                    .filter(it -> it.get("session_id").asText().equals(SoakStores.WRITTEN))
                    .findFirst();
            if (row.isEmpty()) {
                findings.wrong("a list without " + SoakStores.WRITTEN);
            } else if (calm && faults.calm() && row.get().get("message_count").asLong() < expected) {
                findings.wrong("a list with %s of at least %d messages"
                        .formatted(row.get().get("message_count"), expected));
            }
        });
    }

    /** What was committed some seconds ago. */
    private synchronized long expected() {
        if (System.nanoTime() - knownAt > FRESH_NANOS) {
            older = known;
            known = stores.committed();
            knownAt = System.nanoTime();
        }
        return older;
    }

    void openConversation() {
        int number = ThreadLocalRandom.current().nextInt(SoakStores.SESSIONS);
        long committed = stores.committed();
        ask("/api/session?msg_limit=30&session_id=s" + number, detail -> {
            JsonNode session = detail.get("session");
            if (!session.get("session_id").asText().equals("s" + number)) {
                findings.wrong("asked for s" + number + ", got " + session.get("session_id"));
            } else if (number == 0
                    && !session.has("fault")
                    && session.get("message_count").asLong() < committed) {
                findings.wrong("a conversation with %s of at least %d messages"
                        .formatted(session.get("message_count"), committed));
            }
        });
    }

    /** One thread does this, so that nobody else changes the title. */
    void organise() {
        String title = "title " + titles.incrementAndGet();
        try {
            HttpResponse<String> done = service.post(
                    "/api/session/rename", "{\"session_id\": \"%s\", \"title\": \"%s\"}".formatted(OWN, title));
            if (done.statusCode() != 200) {
                refused("rename", done);
                return;
            }
        } catch (UncheckedIOException e) {
            findings.reset("rename: " + e.getMessage());
            return;
        }
        ask("/api/session?messages=0&session_id=" + OWN, detail -> {
            if (!detail.get("session").get("title").asText().equals(title)) {
                findings.wrong(
                        "kept " + title + ", shown " + detail.get("session").get("title"));
            }
        });
    }

    private void ask(String path, Consumer<JsonNode> look) {
        try {
            HttpResponse<String> answer = service.get(path);
            if (answer.statusCode() == 200) {
                look.accept(json(answer));
                findings.good();
            } else {
                refused(path, answer);
            }
        } catch (UncheckedIOException e) {
            findings.reset(path + ": " + e.getMessage());
        }
    }

    private void refused(String what, HttpResponse<String> answer) {
        if (answer.statusCode() == 503 && json(answer).has("code")) {
            findings.refused();
        } else {
            findings.wrong(what + " answered " + answer.statusCode() + " " + answer.body());
        }
    }

    private static JsonNode json(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
