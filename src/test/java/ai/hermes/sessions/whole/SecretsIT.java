package ai.hermes.sessions.whole;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.Debugger;
import ai.hermes.sessions.testing.OtlpReceiver;
import ai.hermes.sessions.testing.SeededSecrets;
import ai.hermes.sessions.testing.SeededSecrets.Planted;
import ai.hermes.sessions.testing.ServiceProcess;
import ai.hermes.sessions.testing.TestHome;
import ai.hermes.sessions.whole.Doors.Passed;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Five hundred credentials in all places where people and agents leave them, and every byte that leaves the process:
 * answers of every door that the document of the interface names, files, streams, tools of agents, what is sent to
 * collectors, logs, traces, metrics, and what is written down at the end.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SecretsIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<Planted> SECRETS = SeededSecrets.make(6_500, 500);
    private static final SeededSecrets.Finder FINDER = new SeededSecrets.Finder(SECRETS);
    private static final int SLOTS = 27;
    private static final Duration LONG = Duration.ofSeconds(60);

    private static final List<String> FORMATS = List.of("markdown", "json", "agent", "jsonl", "csv", "html", "zip");

    /** Of a picture of one point. */
    private static final String PICTURE =
            "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk"
                    + "+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    /** Where long texts are cut into pieces, in bytes; credentials are laid across. */
    private static final List<Integer> EDGES = List.of(64, 128, 160, 200, 1_024, 4_096, 8_192, 262_144, 400_000);

    /** Doors that answer nobody here: what they ask for is not set up. */
    private static final Set<String> SHUT = Set.of("/api/auth/oidc/start", "/api/auth/oidc/callback");

    /** Doors that show credentials as soon as masking is switched off: the proof that they were gone through. */
    private static final Set<String> TELLING = Set.of(
            "/api/session",
            "/api/sessions",
            "/api/session/window",
            "/api/session/message",
            "/api/session/find",
            "/api/session/export",
            "/api/exports/{id}/file",
            "/api/search",
            "/api/projects",
            "/api/views",
            "/api/insights/capacity",
            "/api/insights/usage");

    private static TestHome home;
    private static AgentProcess agent;
    private static OtlpReceiver receiver;
    private static Debugger debugger;
    private static ServiceProcess service;
    private static final List<String> SESSIONS = new ArrayList<>();
    private static final List<String> PICTURES = new ArrayList<>();
    private static final List<String> SHARES = new ArrayList<>();
    private static final List<String> IMPORTS = new ArrayList<>();
    private static final Map<String, List<String>> STREAMED = new ConcurrentHashMap<>();

    @BeforeAll
    static void plant() throws Exception {
        home = TestHome.create();
        oldWebUi();
        agent = AgentProcess.start();
        agent.create(home.stateDb(), 31);
        for (int i = 0; i < SECRETS.size(); i++) {
            store("sc_" + i / SLOTS, i % SLOTS, SECRETS.get(i).text());
        }
        receiver = OtlpReceiver.start();
        debugger = new Debugger();
        service = ServiceProcess.in(home)
                .option(debugger.option())
                .property("quarkus.otel.exporter.otlp.endpoint", receiver.endpoint())
                .property("quarkus.otel.exporter.otlp.protocol", "http/protobuf")
                .property("quarkus.otel.metric.export.interval", "1s")
                .property("quarkus.otel.bsp.schedule.delay", "500ms")
                .property("quarkus.log.category.\"ai.hermes.sessions\".level", "DEBUG")
                .property("hermes.tracing.endpoint", receiver.endpoint())
                .property("hermes.organise.note-length", "10000")
                .property("hermes.exchange.max-jobs", "100")
                .property("hermes.health.port.interval", "1S")
                .property("hermes.health.process.interval", "1S")
                .property("hermes.watchdog.enabled", "true")
                .property("hermes.watchdog.patience", "5S")
                .start();
        await().atMost(LONG).until(() -> {
            String list = service.get("/api/sessions").body();
            return list.contains("\"sc_0\"") && list.contains("\"feed00000000\"");
        });
        followAll();
        for (int i = 0; i < SECRETS.size(); i++) {
            add("sc_" + i / SLOTS, i % SLOTS, SECRETS.get(i).text());
        }
        bringIn("conversations.jsonl", lines(21));
        bringIn(
                "damaged.jsonl",
                ("{\"id\": \"d\", \"messages\": [" + at(22).get(0).text()).getBytes(UTF_8));
        for (Planted each : at(22)) {
            bringIn("damaged.jsonl", each.text().getBytes(UTF_8));
        }
        bringIn("conversations.zip", zip(at(22)));
        for (String session : List.copyOf(SESSIONS)) {
            JsonNode made = JSON.readTree(post("/api/share/create", Map.of("session_id", session)));
            Optional.of(made.at("/share/token").asText())
                    .filter(it -> !it.isEmpty())
                    .ifPresent(SHARES::add);
        }
    }

    @AfterAll
    static void end() {
        debugger.close();
        service.close();
        receiver.close();
        agent.close();
        home.close();
    }

    private static List<Planted> at(int slot) {
        return IntStream.range(0, SECRETS.size())
                .filter(it -> it % SLOTS == slot)
                .mapToObj(SECRETS::get)
                .toList();
    }

    /** What an agent leaves in its store. */
    private static void store(String session, int slot, String text) throws JsonProcessingException {
        String said = "Here: " + text + " and so on";
        if (!SESSIONS.contains(session)) {
            SESSIONS.add(session);
            agent.session(session, Map.of("title", "Session " + session));
            agent.message(session, "user", "Begin here");
        }
        switch (slot) {
            case 0 -> other(session, "titled", Map.of("title", said, "parent_session_id", session));
            case 1 -> agent.message(session, "user", said);
            case 2 -> agent.message(session, "assistant", said);
            case 3 ->
                agent.message(
                        session,
                        "tool",
                        "{\"output\": " + JSON.writeValueAsString(said) + "}",
                        Map.of("tool_name", "terminal"));
            case 4 -> agent.message(session, "assistant", "", Map.of("tool_calls", call("run", said)));
            case 5 -> agent.message(session, "assistant", "x", Map.of("reasoning", said));
            case 6 ->
                agent.message(
                        session,
                        "assistant",
                        "x",
                        Map.of("reasoning_details", JSON.writeValueAsString(List.of(Map.of("text", said)))));
            case 7 -> agent.message(session, "user", parts(Map.of("type", "text", "text", said)));
            case 8 -> agent.message(session, "assistant", "x", Map.of("reasoning_content", said));
            case 9 ->
                agent.message(
                        session,
                        "assistant",
                        "x",
                        Map.of("codex_reasoning_items", JSON.writeValueAsString(Map.of("a", List.of(said)))));
            case 16 -> {
                agent.message(session, "assistant", "", Map.of("tool_calls", call(text, "here")));
                agent.message(session, "tool", "done here", Map.of("tool_name", text, "tool_call_id", "c1"));
            }
            case 17 -> other(session, "placed", Map.of("cwd", "/srv/" + text, "git_branch", text, "model", text));
            case 18 -> agent.run("""
                        INSERT INTO session_model_usage(session_id, model, billing_provider, task, input_tokens, last_seen)
                        VALUES (?, ?, ?, ?, 5, unixepoch())
                        """, session, text, text, text);
            case 19 -> {
                for (int edge : EDGES) {
                    String before = "here ".repeat(edge / 5);
                    agent.message(
                            session,
                            edge % 3 == 0 ? "user" : "tool",
                            before.substring(Math.min(before.length(), text.length() / 2 + 5)) + " " + text + " "
                                    + "after it ".repeat(4_000));
                }
            }
            case 20 -> {
                long id = agent.message(
                        session,
                        "user",
                        parts(
                                Map.of("type", "text", "text", said),
                                Map.of("type", "image_url", "image_url", Map.of("url", PICTURE)),
                                Map.of("type", "image_url", "image_url", Map.of("url", "https://example.org/" + text)),
                                Map.of(
                                        "type",
                                        "image_url",
                                        "image_url",
                                        Map.of("url", "data:image/png;base64," + text))));
                IntStream.range(0, 4)
                        .forEach(it -> PICTURES.add("session_id=" + session + "&id=" + id + "&part=" + it));
            }
            case 24 ->
                other(
                        session,
                        "set_up",
                        Map.of(
                                "system_prompt",
                                said,
                                "model_config",
                                JSON.writeValueAsString(Map.of("base_url", said)),
                                "display_name",
                                text,
                                "origin_json",
                                JSON.writeValueAsString(Map.of("chat", said)),
                                "billing_provider",
                                text));
            case 25 -> {
                other(
                        session,
                        "helper",
                        Map.of(
                                "source",
                                "subagent",
                                "title",
                                said,
                                "parent_session_id",
                                session,
                                "model_config",
                                "{\"_delegate_from\": \"" + session + "\"}"));
                agent.message(session + "_helper", "assistant", said);
            }
            case 26 ->
                agent.message(
                        session,
                        "assistant",
                        "x",
                        Map.of(
                                "codex_message_items",
                                JSON.writeValueAsString(List.of(Map.of("content", said))),
                                "finish_reason",
                                text,
                                "tool_call_id",
                                text));
            default -> {
                // Lies elsewhere, or comes by way of the service.
            }
        }
    }

    private static void other(String session, String what, Map<String, ?> columns) {
        String id = session + "_" + what;
        SESSIONS.add(id);
        agent.session(id, columns);
        agent.message(id, "user", "Begin here");
    }

    private static String call(String name, String argument) throws JsonProcessingException {
        String arguments = JSON.writeValueAsString(Map.of("command", argument));
        return JSON.writeValueAsString(
                List.of(Map.of("id", "c1", "function", Map.of("name", name, "arguments", arguments))));
    }

    private static String parts(Object... parts) throws JsonProcessingException {
        return "\0json:" + JSON.writeValueAsString(parts);
    }

    /** What the old web UI left: sessions, projects, and a file that is broken. */
    private static void oldWebUi() throws IOException {
        Path folder = Files.createDirectories(home.path().resolve("webui/sessions"));
        List<Map<String, Object>> projects = new ArrayList<>();
        for (Planted each : at(23)) {
            String id = "feed%08d".formatted(projects.size());
            String said = "Here: " + each.text();
            SESSIONS.add(id);
            projects.add(Map.of("project_id", id, "name", each.text(), "color", "#aabbcc"));
            Files.writeString(
                    folder.resolve(id + ".json"),
                    JSON.writeValueAsString(Map.of(
                            "session_id",
                            id,
                            "title",
                            said,
                            "workspace",
                            "/srv/" + each.text(),
                            "model",
                            each.text(),
                            "project_id",
                            id,
                            "updated_at",
                            System.currentTimeMillis() / 1000,
                            "message_count",
                            1,
                            "messages",
                            List.of(Map.of("role", "user", "content", said)))));
        }
        Files.writeString(
                folder.resolve("bad000000000.json"),
                "{\"session_id\": " + at(23).get(0).text() + "}");
        Files.writeString(folder.resolveSibling("projects.json"), JSON.writeValueAsString(projects));
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
                String made = post(
                        "/api/session/import",
                        Map.of("title", text, "messages", List.of(Map.of("role", "user", "content", said))));
                SESSIONS.add(JSON.readTree(made).at("/session/session_id").asText());
                post("/api/session/tag", Map.of("session_id", session, "add", List.of(text)));
            }
            default -> {
                // Lies in the store.
            }
        }
    }

    /** Conversations in the agent's form, one in each line. */
    private static byte[] lines(int slot) throws JsonProcessingException {
        StringBuilder lines = new StringBuilder();
        for (Planted each : at(slot)) {
            String said = "Here: " + each.text();
            lines.append(JSON.writeValueAsString(Map.of(
                            "id",
                            each.text(),
                            "title",
                            said,
                            "model",
                            each.text(),
                            "cwd",
                            "/srv/" + each.text(),
                            "source",
                            each.text(),
                            "messages",
                            List.of(
                                    Map.of("role", "user", "content", said),
                                    Map.of(
                                            "role",
                                            "assistant",
                                            "content",
                                            "",
                                            "tool_calls",
                                            List.of(Map.of(
                                                    "id", "c1", "function", Map.of("name", "run", "arguments", said)))),
                                    Map.of("role", each.text(), "content", said)))))
                    .append('\n');
        }
        return lines.toString().getBytes(UTF_8);
    }

    private static byte[] zip(List<Planted> names) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Planted each : names) {
                zip.putNextEntry(new ZipEntry(each.text() + ".json"));
                zip.write(("{\"title\": \"" + each.text()).getBytes(UTF_8));
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static void bringIn(String name, byte[] file) throws IOException, InterruptedException {
        String id = JSON.readTree(post("/api/imports", Map.of("name", name)))
                .path("id")
                .asText();
        HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(service.uri("/api/imports/" + id + "/part?offset=0"))
                                .POST(HttpRequest.BodyPublishers.ofByteArray(file))
                                .build(),
                        HttpResponse.BodyHandlers.discarding());
        post("/api/imports/" + id + "/start", Map.of());
        JsonNode ended = over("/api/imports/" + id);
        IMPORTS.add(id);
        ended.path("sessions").forEach(it -> SESSIONS.add(it.path("session_id").asText()));
    }

    private static JsonNode over(String job) {
        return await().atMost(LONG).until(() -> JSON.readTree(service.get(job).body()), it -> Set.of("done", "failed")
                .contains(it.path("state").asText()));
    }

    /** Exports of all conversations, in all forms. */
    private static List<String> exports() throws JsonProcessingException {
        List<String> ids = new ArrayList<>();
        for (String format : FORMATS) {
            String made = post(
                    "/api/exports",
                    Map.of(
                            "all",
                            true,
                            "format",
                            format,
                            "formats",
                            List.of("json", "agent", "jsonl", "markdown", "html")));
            ids.add(JSON.readTree(made).path("id").asText());
        }
        ids.forEach(it ->
                assertThat(over("/api/exports/" + it).path("state").asText()).isEqualTo("done"));
        return ids;
    }

    private static String post(String path, Object body) throws JsonProcessingException {
        return service.post(path, JSON.writeValueAsString(body)).body();
    }

    /** Every stream that the document names, and those of tools of agents. */
    private static void followAll() {
        Doors.document(service).properties().stream()
                .filter(it -> Doors.stream(it.getValue().path("get")))
                .forEach(it -> follow(it.getKey(), "?all_profiles=1&session_id=sc_1"));
        follow("/mcp/sse", "");
    }

    private static void follow(String path, String query) {
        List<String> lines = new CopyOnWriteArrayList<>();
        STREAMED.put(path, lines);
        HttpClient.newHttpClient()
                .sendAsync(
                        HttpRequest.newBuilder(service.uri(path + query))
                                .header("Last-Event-ID", SECRETS.get(0).secret())
                                .build(),
                        HttpResponse.BodyHandlers.ofInputStream())
                .thenAcceptAsync(answer -> {
                    try (BufferedReader read = new BufferedReader(new InputStreamReader(answer.body(), UTF_8))) {
                        for (String line = read.readLine(); line != null; line = read.readLine()) {
                            lines.add(line);
                        }
                    } catch (IOException e) {
                        // The service has ended.
                    }
                });
    }

    /** Which of the secrets are to be seen, by where. */
    private static Map<String, Set<String>> seen(Map<String, String> told) {
        Map<String, Set<String>> seen = new LinkedHashMap<>();
        told.forEach((where, text) -> {
            Set<Planted> found = FINDER.in(text);
            if (!found.isEmpty()) {
                seen.put(where, found.stream().map(Planted::text).collect(Collectors.toCollection(TreeSet::new)));
            }
        });
        return seen;
    }

    private static Map<String, Set<String>> seenIn(List<Passed> passed) {
        Map<String, String> told = new LinkedHashMap<>();
        passed.forEach(it -> told.merge(it.request(), it.told(), String::concat));
        return seen(told);
    }

    /** Every door that reads, with the exports that were just made. */
    private static List<Passed> readAll() throws JsonProcessingException {
        List<String> some = IntStream.range(0, SECRETS.size())
                .filter(it -> it % 41 == 0)
                .mapToObj(it -> SECRETS.get(it).text())
                .toList();
        Doors doors = new Doors(
                service,
                SESSIONS,
                some,
                Map.of(
                        "/api/exports", exports(),
                        "/api/imports", IMPORTS,
                        "/api/share", SHARES,
                        "/share", SHARES,
                        "/api/session/image", PICTURES));
        List<Passed> all = new ArrayList<>(doors.all());
        for (String path : List.of("/health?deep=1", "/q/health", "/q/metrics", "/q/openapi", "/", "/session/sc_1")) {
            all.add(doors.ask(path, path));
        }
        for (String each : some) {
            all.add(doors.ask("/", "/" + Doors.encoded(each)));
            all.add(doors.ask("/api", "/api/" + Doors.encoded(each)));
            all.add(doors.ask("/session", "/session/" + Doors.encoded(each)));
        }
        return all;
    }

    @Test
    @Order(1)
    void noAnswerThatReadsShowsOne() throws JsonProcessingException {
        // when
        List<Passed> passed = readAll();

        // then
        assertThat(seenIn(passed)).isEmpty();
        Doors.reading(Doors.document(service)).forEach((door, types) -> {
            List<Passed> open = passed.stream()
                    .filter(it -> it.door().equals(door) && it.status() == 200)
                    .toList();
            if (types.contains("text/event-stream")) {
                assertThat(STREAMED.get(door))
                        .as("what the stream %s told", door)
                        .isNotEmpty();
            } else if (!SHUT.contains(door)) {
                assertThat(open)
                        .as("GET %s is a door that this test does not go through: say in Doors how", door)
                        .isNotEmpty();
                assertThat(types)
                        .as("forms that GET %s has, and in which this test does not ask for it", door)
                        .allMatch(type -> open.stream().anyMatch(it -> fits(it.type(), type)));
            }
        });
    }

    private static boolean fits(String type, String documented) {
        return plain(type).startsWith(plain(documented).replaceAll("\\*.*", ""));
    }

    private static String plain(String type) {
        return type.replace(" ", "").toLowerCase(Locale.ROOT);
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
    void noShareShowsOne() {
        // given
        Map<String, String> answers = new LinkedHashMap<>();
        SHARES.forEach(it -> answers.put(
                it,
                service.get("/share/" + it).body()
                        + service.get("/api/share/" + it).body()));
        answers.put("shares", service.get("/api/shares").body());

        // then
        assertThat(SHARES).hasSizeGreaterThan(SECRETS.size() / SLOTS);
        assertThat(answers.get(SHARES.get(1))).contains("<!doctype html>");
        assertThat(seen(answers)).isEmpty();
    }

    @Test
    @Order(2)
    void noToolOfAnAgentShowsOne() throws Exception {
        // given
        ToolCaller caller = ToolCaller.of(service);
        Map<String, String> answers = new LinkedHashMap<>();
        Map<String, List<Map<String, Object>>> asked = Map.of(
                "search_conversations",
                List.of(
                        Map.of("query", "here", "limit", 100),
                        Map.of("query", "*ere*", "profile", "all", "scan", true)),
                "list_conversations",
                List.of(Map.of("limit", 100), Map.of("filter", "title:here", "profile", "all")),
                "read_conversation",
                SESSIONS.stream()
                        .map(it -> Map.<String, Object>of("sessionId", it, "limit", 100))
                        .toList());

        // when
        for (String tool : caller.tools()) {
            for (Map<String, Object> arguments : asked.getOrDefault(tool, List.of())) {
                answers.put(tool + arguments, caller.call(tool, arguments));
            }
            for (int i = 0; i < SECRETS.size(); i += 41) {
                String text = SECRETS.get(i).text();
                answers.put(
                        tool + " with " + text,
                        caller.call(
                                tool,
                                Map.of(
                                        "query",
                                        text,
                                        "filter",
                                        text,
                                        "sessionId",
                                        text,
                                        "profile",
                                        text,
                                        "cursor",
                                        text)));
                answers.put("no tool " + text, caller.call(text, Map.of(text, text)));
            }
        }

        // then
        assertThat(caller.tools()).as("all tools").containsExactlyInAnyOrderElementsOf(asked.keySet());
        assertThat(answers.values()).anyMatch(it -> it.contains("Here: "));
        assertThat(seen(answers)).isEmpty();
    }

    @Test
    @Order(2)
    void noTraceThatIsSentShowsOne() throws JsonProcessingException {
        // when
        for (String session : SESSIONS) {
            post("/api/traces/push", Map.of("session_id", session, "content", true));
        }
        String answer = post("/api/traces/push", Map.of("q", "after:3650d", "content", true, "all_profiles", true));

        // then
        assertThat(answer).contains("\"ok\":true");
        assertThat(receiver.spans("execute_tool")).isNotEmpty();
        assertThat(receiver.spans().toString()).contains("Here: ");
        assertThat(seen(Map.of("sent", receiver.spans().toString()))).isEmpty();
    }

    @Test
    @Order(3)
    void noAnswerThatChangesShowsOne() throws JsonProcessingException {
        // given
        Map<String, String> answers = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> path : Doors.document(service).properties()) {
            if (path.getValue().has("post")) {
                for (int i = 3; i < SECRETS.size(); i += 61) {
                    String text = SECRETS.get(i).text();
                    String place = path.getKey().replaceAll("\\{[^}]*}", Doors.encoded(text));
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
                            Map.of("q", text, "endpoint", text, "format", text, "profile", text, "id", text),
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
                    answers.put(
                            "POST " + place + " with no JSON",
                            service.post(place, text).body());
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
        // given
        Map<String, String> told = new LinkedHashMap<>();
        STREAMED.forEach((stream, lines) -> told.put(stream, String.join("\n", lines)));
        told.put("log", String.join("\n", service.log()));

        // then
        assertThat(STREAMED).allSatisfy((stream, lines) -> assertThat(lines).anyMatch(it -> it.startsWith("event:")));
        assertThat(seen(told)).isEmpty();
    }

    @Test
    @Order(5)
    void noTraceAndNoMetricShowsOne() {
        // given
        await().atMost(LONG)
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

        // when
        List<Passed> passed = readAll();
        post("/api/settings", Map.of("api_redact_enabled", true));
        Set<Planted> seen = new HashSet<>();
        Set<String> doors = new TreeSet<>();
        passed.forEach(it -> {
            String plain =
                    it.told().replace("\\\\\\\"", "\"").replace("\\\"", "\"").replace("\\\\", "\\");
            Set<Planted> found = FINDER.in(plain);
            // What was asked for may come back.
            found.removeIf(each -> it.request().contains(Doors.encoded(each.text())));
            seen.addAll(found);
            if (!found.isEmpty()) {
                doors.add(it.door());
            }
        });

        // then
        assertThat(doors).containsAll(TELLING);
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

    @Test
    @Order(8)
    void whatIsWrittenDownAtTheEndShowsNone() throws Exception {
        // given
        service.get("/api/" + Doors.encoded(SECRETS.get(7).secret()));
        debugger.suspend("vert.x-eventloop-thread");
        service.handle().onExit().get(60, TimeUnit.SECONDS);
        Map<String, String> written = new LinkedHashMap<>();
        try (Stream<Path> files = Files.list(home.path().resolve("hermes-sessions/blackbox"))) {
            for (Path file : files.toList()) {
                written.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        written.put("log", String.join("\n", service.log()));

        // then
        assertThat(written.values()).anyMatch(it -> it.contains("== Threads"));
        assertThat(seen(written)).isEmpty();
    }
}
