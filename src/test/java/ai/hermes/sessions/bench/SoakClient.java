package ai.hermes.sessions.bench;

import static org.awaitility.Awaitility.await;

import ai.hermes.sessions.bench.SoakTally.Outcome;
import ai.hermes.sessions.testing.ServiceProcess;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Asks, and looks whether the answers are true. */
final class SoakClient {

    private static final ObjectMapper JSON = new ObjectMapper();
    /** So old may a list be that does not say that it is old. */
    private static final long FRESH_NANOS = Duration.ofSeconds(5).toNanos();

    /** So long after the last fault the list has to be right. */
    private static final Duration END = Duration.ofSeconds(30);

    private static final String RENAMED = "s1";
    private static final Set<Integer> NOT_THERE = Set.of(404, 501);

    private final SoakStores stores;
    private final ServiceProcess service;
    private final SoakFindings findings;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final AtomicLong titles = new AtomicLong();
    private volatile Seen seen = new Seen("", 0);
    private volatile String kept = "";
    private long knownAt = System.nanoTime();
    private long known;
    private long older;

    /** The last answer that a poll had. */
    private record Seen(String etag, long messages) {}

    SoakClient(SoakStores stores, ServiceProcess service, SoakFindings findings) {
        this.stores = stores;
        this.service = service;
        this.findings = findings;
    }

    /** Waits until the service has all and says so. */
    void awaitFirstList() {
        await().atMost(Duration.ofMinutes(2)).ignoreExceptions().until(this::well);
    }

    /** Whether nothing is marked and the service is ready. */
    boolean well() {
        HttpResponse<String> list = service.get("/api/sessions?all_profiles=1");
        return list.statusCode() == 200
                && !marked(json(list))
                && service.get("/q/health/ready").statusCode() == 200
                && service.get("/api/session?messages=0&session_id=" + SoakStores.WRITTEN)
                                .statusCode()
                        == 200;
    }

    void pollList() {
        Seen last = seen;
        long expected = expected();
        ask(SoakRequest.LIST, request("/api/sessions").header("If-None-Match", last.etag()), answer -> {
            if (answer.statusCode() == 304) {
                return last.messages() < expected
                        ? wrong("304 for a list with %d of at least %d messages", last.messages(), expected)
                        : Outcome.GOOD;
            }
            JsonNode list = json(answer);
            Optional<JsonNode> row = row(list, SoakStores.WRITTEN);
            if (row.isEmpty()) {
                return wrong("a list without %s", SoakStores.WRITTEN);
            } else if (marked(list)) {
                return Outcome.MARKED;
            }
            long messages = row.get().get("message_count").asLong();
            seen = new Seen(answer.headers().firstValue("ETag").orElse(""), messages);
            return messages < expected
                    ? wrong("a list with %d of at least %d messages", messages, expected)
                    : Outcome.GOOD;
        });
    }

    void pollAll() {
        ask(SoakRequest.ALL_PROFILES, request("/api/sessions?all_profiles=1"), answer -> {
            JsonNode list = json(answer);
            if (marked(list)) {
                return Outcome.MARKED;
            }
            return row(list, SoakStores.WRITTEN).isEmpty()
                            || row(list, SoakStores.OTHER).isEmpty()
                    ? wrong("a list of all profiles without %s or %s", SoakStores.WRITTEN, SoakStores.OTHER)
                    : Outcome.GOOD;
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
        String id = "s" + number;
        long committed = stores.committed();
        ask(SoakRequest.OPEN, request("/api/session?msg_limit=30&session_id=" + id), answer -> {
            JsonNode session = json(answer).get("session");
            String text = session.get("messages").toString();
            if (!session.get("session_id").asText().equals(id)) {
                return wrong("asked for %s, got %s", id, session.get("session_id"));
            } else if (number != 0 && !text.contains("message of " + number)) {
                return wrong("%s without its message: %s", id, text);
            } else if (session.has("fault")) {
                return Outcome.MARKED;
            }
            return number == 0 && session.get("message_count").asLong() < committed
                    ? wrong("a conversation with %s of at least %d messages", session.get("message_count"), committed)
                    : Outcome.GOOD;
        });
    }

    /** Looks for a word that one conversation has, or for one that none has. */
    void search() {
        boolean planted = ThreadLocalRandom.current().nextBoolean();
        String word = planted ? SoakStores.PLANTED_WORD : SoakStores.ABSENT_WORD;
        ask(SoakRequest.SEARCH, request("/api/sessions/search?content=1&depth=5&q=" + word), answer -> {
            JsonNode found = json(answer);
            Set<String> ids = StreamSupport.stream(found.get("sessions").spliterator(), false)
                    .map(it -> it.get("session_id").asText())
                    .collect(Collectors.toSet());
            Set<String> right = planted ? Set.of(SoakStores.PLANTED) : Set.of();
            if (!right.containsAll(ids)) {
                return wrong("%s found in %s", word, ids);
            } else if (marked(found)) {
                return Outcome.MARKED;
            }
            return ids.equals(right) ? Outcome.GOOD : wrong("%s found in %s", word, ids);
        });
    }

    /** One thread does this, so that nobody else changes the title. */
    void organise() {
        String title = "title " + titles.incrementAndGet();
        String body = "{\"session_id\": \"%s\", \"title\": \"%s\"}".formatted(RENAMED, title);
        HttpRequest.Builder rename = request("/api/session/rename").POST(HttpRequest.BodyPublishers.ofString(body));
        if (ask(SoakRequest.RENAME, rename, answer -> Outcome.GOOD) == Outcome.GOOD) {
            kept = title;
            lookAtTitle();
        }
    }

    private void lookAtTitle() {
        String title = kept;
        ask(SoakRequest.RENAME, request("/api/session?messages=0&session_id=" + RENAMED), answer -> {
            String shown = json(answer).get("session").get("title").asText();
            return shown.equals(title) ? Outcome.GOOD : wrong("kept %s, shown %s", title, shown);
        });
    }

    /** Health says what is wrong, at once, whatever is wrong. */
    void health() {
        ask(SoakRequest.HEALTH, request("/health?deep=1"), answer -> {
            JsonNode checks = json(answer).get("checks");
            return checks.get("port").get("level").asText().equals("pass")
                    ? Outcome.GOOD
                    : wrong("health says of the port %s", checks.get("port"));
        });
    }

    /** After the end: nothing that was written is missing, and the title is the last one. */
    void lookAtEnd() {
        long committed = stores.committed();
        long listed = listed();
        for (Instant end = Instant.now().plus(END);
                listed != committed && Instant.now().isBefore(end); ) {
            listed = listed();
        }
        if (listed != committed || stores.counted() != committed) {
            findings.wrong("at the end %d of %d messages are listed, and %d in the store"
                    .formatted(listed, committed, stores.counted()));
        }
        if (!kept.isEmpty()) {
            lookAtTitle();
        }
    }

    private long listed() {
        HttpResponse<String> answer = service.get("/api/sessions");
        return answer.statusCode() == 200
                ? row(json(answer), SoakStores.WRITTEN)
                        .map(it -> it.get("message_count").asLong())
                        .orElse(0L)
                : 0;
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(service.uri(path)).timeout(Duration.ofSeconds(20));
    }

    private Outcome ask(SoakRequest kind, HttpRequest.Builder request, Function<HttpResponse<String>, Outcome> look) {
        long began = System.nanoTime();
        Outcome outcome;
        try {
            HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            outcome = judge(kind, answer, look);
        } catch (IOException e) {
            findings.wrong(kind + ": no answer: " + e);
            outcome = Outcome.RESET;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Outcome.RESET;
        }
        findings.count(kind, outcome, System.nanoTime() - began);
        return outcome;
    }

    private Outcome judge(SoakRequest kind, HttpResponse<String> answer, Function<HttpResponse<String>, Outcome> look) {
        try {
            int status = answer.statusCode();
            if (status == 200 || status == 304 || status == 503 && kind == SoakRequest.HEALTH) {
                return look.apply(answer);
            } else if (NOT_THERE.contains(status) && kind == SoakRequest.SEARCH) {
                return Outcome.ABSENT;
            } else if (status == 503 && json(answer).has("code")) {
                return answer.headers().firstValue("Retry-After").isPresent() ? Outcome.RETRY : Outcome.TOLD;
            }
            return wrong("%s answered %d %s", kind, status, answer.body());
        } catch (UncheckedIOException | NullPointerException e) {
            return wrong("%s answered what is not understood (%s): %s", kind, e, answer.body());
        }
    }

    private Outcome wrong(String sentence, Object... parts) {
        findings.wrong(sentence.formatted(parts));
        return Outcome.WRONG;
    }

    /** Whether an answer says of itself that it is old or not whole. */
    private static boolean marked(JsonNode answer) {
        return answer.has("fault") || !answer.path("faults").isEmpty();
    }

    private static Optional<JsonNode> row(JsonNode list, String id) {
        return Stream.of(list.get("sessions"))
                .flatMap(it -> StreamSupport.stream(it.spliterator(), false))
                .filter(it -> it.get("session_id").asText().equals(id))
                .findFirst();
    }

    private static JsonNode json(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
