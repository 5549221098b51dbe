package ai.hermes.sessions.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.OtlpReceiver;
import ai.hermes.sessions.testing.SeededSecrets;
import ai.hermes.sessions.testing.SeededSecrets.Planted;
import ai.hermes.sessions.testing.ServiceProcess;
import ai.hermes.sessions.testing.TestHome;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Five hundred credentials in all places where people and agents leave them, and every byte that leaves the process:
 * answers of every door that the document of the interface names, streams, logs, traces and metrics.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SecretsIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<Planted> SECRETS = SeededSecrets.make(6_500, 500);
    private static final int SLOTS = 16;

    private static TestHome home;
    private static AgentProcess agent;
    private static OtlpReceiver receiver;
    private static ServiceProcess service;
    private static final List<String> SESSIONS = new ArrayList<>();
    private static final List<String> STREAMED = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void plant() throws JsonProcessingException {
        home = TestHome.create();
        agent = AgentProcess.start();
        agent.create(home.stateDb(), 31);
        for (int i = 0; i < SECRETS.size(); i++) {
            store("sc_" + i / SLOTS, i % SLOTS, i);
        }
        receiver = OtlpReceiver.start();
        service = ServiceProcess.in(home)
                .property("quarkus.otel.exporter.otlp.endpoint", receiver.endpoint())
                .property("quarkus.otel.exporter.otlp.protocol", "http/protobuf")
                .property("quarkus.otel.metric.export.interval", "1s")
                .property("quarkus.otel.bsp.schedule.delay", "500ms")
                .property("quarkus.log.category.\"ai.hermes.sessions\".level", "DEBUG")
                .property("hermes.organise.note-length", "10000")
                .start();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> service.get("/api/sessions").body().contains("\"sc_0\""));
        follow("/api/sessions/events");
        follow("/api/session/stream?session_id=sc_1");
        for (int i = 0; i < SECRETS.size(); i++) {
            add("sc_" + i / SLOTS, i % SLOTS, SECRETS.get(i).text());
        }
    }

    @AfterAll
    static void end() {
        service.close();
        receiver.close();
        agent.close();
        home.close();
    }

    /** What an agent leaves in its store. */
    private static void store(String session, int slot, int number) throws JsonProcessingException {
        String text = SECRETS.get(number).text();
        String said = "Here: " + text + " and so on";
        if (!SESSIONS.contains(session)) {
            SESSIONS.add(session);
            agent.session(session, Map.of("title", "Session " + session));
            agent.message(session, "user", "Begin");
        }
        switch (slot) {
            case 0 -> {
                String titled = session + "_titled";
                SESSIONS.add(titled);
                agent.session(titled, Map.of("title", said, "parent_session_id", session));
                agent.message(titled, "user", "Begin");
            }
            case 1 -> agent.message(session, "user", said);
            case 2 -> agent.message(session, "assistant", said);
            case 3 ->
                agent.message(
                        session,
                        "tool",
                        "{\"output\": " + JSON.writeValueAsString(said) + "}",
                        Map.of("tool_name", "terminal"));
            case 4 -> {
                String arguments = JSON.writeValueAsString(Map.of("command", said));
                String calls = JSON.writeValueAsString(
                        List.of(Map.of("id", "c1", "function", Map.of("name", "run", "arguments", arguments))));
                agent.message(session, "assistant", "", Map.of("tool_calls", calls));
            }
            case 5 -> agent.message(session, "assistant", "x", Map.of("reasoning", said));
            case 6 ->
                agent.message(
                        session,
                        "assistant",
                        "x",
                        Map.of("reasoning_details", JSON.writeValueAsString(List.of(Map.of("text", said)))));
            case 7 ->
                agent.message(
                        session,
                        "user",
                        "\0json:" + JSON.writeValueAsString(List.of(Map.of("type", "text", "text", said))));
            case 8 -> agent.message(session, "assistant", "x", Map.of("reasoning_content", said));
            case 9 ->
                agent.message(
                        session,
                        "assistant",
                        "x",
                        Map.of("codex_reasoning_items", JSON.writeValueAsString(Map.of("a", List.of(said)))));
            default -> {
                // By way of the service.
            }
        }
    }

    /** What people add. */
    private static void add(String session, int slot, String text) throws JsonProcessingException {
        String said = "My " + text;
        switch (slot) {
            case 10 -> post("/api/session/note", Map.of("session_id", session, "note", said));
            case 11 ->
                post(
                        "/api/session/draft",
                        Map.of("session_id", session, "text", said, "files", List.of(Map.of("name", said))));
            case 12 -> post("/api/session/rename", Map.of("session_id", session, "title", text));
            case 13 -> post("/api/projects/create", Map.of("name", text));
            case 14 -> post("/api/views/create", Map.of("name", text, "query", Map.of("title", text)));
            case 15 -> {
                post(
                        "/api/session/import",
                        Map.of("title", text, "messages", List.of(Map.of("role", "user", "content", said))));
                post("/api/session/tag", Map.of("session_id", session, "add", List.of(text)));
            }
            default -> {
                // Lies in the store.
            }
        }
    }

    private static String post(String path, Object body) throws JsonProcessingException {
        return service.post(path, JSON.writeValueAsString(body)).body();
    }

    private static void follow(String path) {
        HttpClient.newHttpClient()
                .sendAsync(HttpRequest.newBuilder(service.uri(path)).build(), HttpResponse.BodyHandlers.ofInputStream())
                .thenAcceptAsync(answer -> {
                    try (BufferedReader lines =
                            new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
                        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                            STREAMED.add(line);
                        }
                    } catch (IOException e) {
                        // The service has ended.
                    }
                });
    }

    /** Which of the secrets are to be seen, by where. */
    private static Map<String, TreeSet<String>> seen(Map<String, String> answers) {
        Map<String, TreeSet<String>> seen = new LinkedHashMap<>();
        answers.forEach((door, answer) -> {
            for (Planted secret : SECRETS) {
                if (answer.contains(secret.needle())) {
                    seen.computeIfAbsent(door, it -> new TreeSet<>()).add(secret.text());
                }
            }
        });
        return seen;
    }

    private static JsonNode document() {
        try {
            return JSON.readTree(service.get("/q/openapi?format=json").body()).get("paths");
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Every door that reads, for every session, and with a secret as the value of every parameter. */
    private static Map<String, String> readAll() {
        Map<String, String> answers = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> path : document().properties()) {
            JsonNode parameters = path.getValue().at("/get/parameters");
            String place = path.getKey();
            if (!path.getValue().has("get")
                    || path.getValue().at("/get/responses/200/content").has("text/event-stream")) {
                continue;
            }
            List<String> names = parameters.findValuesAsText("name");
            if (names.contains("session_id")) {
                SESSIONS.forEach(it -> read(answers, place + "?session_id=" + it));
            }
            read(answers, place.replaceAll("\\{[^}]*}", encoded(SECRETS.get(7).secret())));
            read(answers, place + "?all_profiles=1&deep=1&include_archived=1");
            for (String name : names) {
                for (int i = 0; i < SECRETS.size(); i += 41) {
                    read(
                            answers,
                            place + "?" + name + "=" + encoded(SECRETS.get(i).text()));
                }
            }
        }
        for (String path : List.of("/health?deep=1", "/q/health", "/q/metrics", "/q/openapi", "/", "/session/sc_1")) {
            read(answers, path);
        }
        for (int i = 0; i < SECRETS.size(); i += 41) {
            read(answers, "/" + encoded(SECRETS.get(i).text()));
            read(answers, "/api/" + encoded(SECRETS.get(i).secret()));
        }
        return answers;
    }

    private static void read(Map<String, String> answers, String path) {
        HttpResponse<String> answer = service.get(path.replaceAll("[{}]", ""));
        answers.put("GET " + path, answer.headers().map() + answer.body());
    }

    @Test
    @Order(1)
    void noAnswerThatReadsShowsOne() {
        assertThat(seen(readAll())).isEmpty();
    }

    @Test
    @Order(1)
    void whatIsMaskedIsCounted() throws JsonProcessingException {
        assertThat(JSON.readTree(service.get("/api/session?session_id=sc_1").body())
                        .at("/session/_masked_count")
                        .asInt())
                .isGreaterThanOrEqualTo(9);
        assertThat(JSON.readTree(service.get("/api/sessions").body())
                        .at("/_masked_count")
                        .asInt())
                .isGreaterThanOrEqualTo(30);
        assertThat(service.get("/api/projects").body()).doesNotContain("_masked_count");
    }

    @Test
    @Order(2)
    void noShareShowsOne() throws JsonProcessingException {
        // given
        Map<String, String> answers = new LinkedHashMap<>();
        for (String session : SESSIONS) {
            String made = post("/api/share/create", Map.of("session_id", session));
            String url = JSON.readTree(made).at("/share/url").asText();
            answers.put(
                    "share of " + session,
                    made + service.get(url).body() + service.get("/api" + url).body());
        }
        answers.put("shares", service.get("/api/shares").body());

        // then
        assertThat(answers.get("share of sc_1")).contains("<!doctype html>");
        assertThat(seen(answers)).isEmpty();
    }

    @Test
    @Order(3)
    void noAnswerThatChangesShowsOne() throws JsonProcessingException {
        // given
        Map<String, String> answers = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> path : document().properties()) {
            if (path.getValue().has("post")) {
                for (int i = 3; i < SECRETS.size(); i += 61) {
                    String text = SECRETS.get(i).text();
                    String place = path.getKey().replaceAll("\\{[^}]*}", encoded(text));
                    for (Map<String, ?> body : List.of(
                            Map.of(
                                    "session_id",
                                    text,
                                    "secret",
                                    text,
                                    "name",
                                    text,
                                    "project_id",
                                    text,
                                    "cursor",
                                    text),
                            Map.of("session_id", "sc_2", "title", text, "name", text, "note", text, "color", text),
                            Map.of(
                                    "session_id",
                                    "sc_3",
                                    "query",
                                    Map.of(text, text),
                                    "action",
                                    text,
                                    "ids",
                                    List.of(text)))) {
                        answers.put("POST " + place + body, post(place, body));
                    }
                }
                if (!path.getKey().contains("{")) {
                    answers.put("POST " + path.getKey(), post(path.getKey(), Map.of("session_id", "sc_4")));
                }
            }
        }

        // then
        assertThat(seen(answers)).isEmpty();
    }

    @Test
    @Order(4)
    void noStreamAndNoLogShowsOne() {
        assertThat(STREAMED).anyMatch(it -> it.startsWith("event:"));
        assertThat(seen(Map.of("streams", String.join("\n", STREAMED), "log", String.join("\n", service.log()))))
                .isEmpty();
    }

    @Test
    @Order(5)
    void noTraceAndNoMetricShowsOne() {
        // given
        await().atMost(Duration.ofSeconds(30))
                .until(() ->
                        receiver.spans().size() > 500 && !receiver.metrics().isEmpty());

        // when
        String sent = receiver.spans() + "\n" + receiver.metrics();

        // then
        assertThat(sent).contains("url.query");
        assertThat(seen(Map.of("telemetry", sent))).isEmpty();
    }

    /** The proof that there was something to see, and that nothing of it was changed on its way into our database. */
    @Test
    @Order(6)
    void whoeverSwitchesItOffSeesThemAll() throws JsonProcessingException {
        // given
        post("/api/settings", Map.of("api_redact_enabled", false));
        Map<String, String> answers = new LinkedHashMap<>();
        for (String session : SESSIONS) {
            read(answers, "/api/session?session_id=" + session);
        }
        for (String path : List.of("/api/sessions?limit=1000", "/api/projects", "/api/views")) {
            read(answers, path);
        }

        // when
        TreeSet<String> seen = new TreeSet<>();
        answers.values().forEach(answer -> {
            String plain =
                    answer.replace("\\\\\\\"", "\"").replace("\\\"", "\"").replace("\\\\", "\\");
            SECRETS.stream()
                    .filter(it -> answer.contains(it.needle()) || plain.contains(it.needle()))
                    .forEach(it -> seen.add(it.secret()));
        });
        post("/api/settings", Map.of("api_redact_enabled", true));

        // then
        assertThat(seen).hasSizeGreaterThan(450);
    }

    @Test
    @Order(7)
    void itIsFoundByWhoeverHasItAndNotToldBack() throws JsonProcessingException {
        // given
        String secret = SECRETS.get(SLOTS + 4).secret();

        // when
        JsonNode found = JSON.readTree(post("/api/secrets/find", Map.of("secret", secret)));

        // then
        assertThat(found.at("/places/0/session_id").asText()).isEqualTo("sc_1");
        assertThat(found.at("/places/0/place").asText()).isEqualTo("calls");
        assertThat(String.join("\n", service.log())).doesNotContain(secret);
    }
}
