package ai.hermes.sessions.whole;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.ServiceProcess;
import ai.hermes.sessions.testing.TestHome;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URLEncoder;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.AfterFailureMode;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Sends what no client would send to every operation of the interface. Whatever it is, the answer comes soon, is no
 * accident (500), and an error has the one form.
 */
class FuzzIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TRIES = 400;
    private static final int DEEP = 10_000;
    private static final int PATIENCE_MILLIS = 30_000;

    private static final Pattern UNDECODABLE = Pattern.compile("%(?![0-9a-fA-F]{2})");

    /** Values as they stand in a query, where any byte can be written. */
    private static final List<String> ODD_IN_QUERY = List.of(
            "",
            "%00",
            "%ff%fe",
            "%c0%af",
            "%ed%a0%80",
            "%zz",
            "%",
            "..%2f..%2fetc%2fpasswd",
            "%27%20OR%201%3D1%20--",
            "-1",
            "1e400",
            "NaN",
            "99999999999999999999999",
            "9223372036854775808",
            "a".repeat(3000),
            "talk&session_id=talk",
            "%F0%9F%8C%B1",
            "true",
            "talk");

    private static final List<String> ODD_JSON = List.of(
            "null",
            "true",
            "\"\"",
            "\"talk\"",
            "\"../../etc/passwd\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"' OR 1=1 --\"",
            "-1",
            "1.5",
            "1e400",
            "1e-400",
            "9223372036854775808",
            "123456789012345678901234567890123456789012345678901234567890",
            "[]",
            "{}",
            "[null]",
            "[[\"talk\"], {}]",
            "{\"a\": {\"b\": []}}",
            "[\"talk\", 7, null]",
            "\"" + "a".repeat(100_000) + "\"");

    /** Members that some operation knows. */
    private static final List<String> NAMES = List.of(
            "session_id",
            "title",
            "name",
            "project_id",
            "project_ids",
            "color",
            "profile",
            "pinned",
            "archived",
            "keep_count",
            "text",
            "files",
            "note",
            "tags",
            "add",
            "remove",
            "ids",
            "query",
            "deed",
            "dry_run",
            "messages",
            "tool_calls",
            "toolsets",
            "workspace",
            "model",
            "change_id",
            "id",
            "view_id",
            "show_cron_sessions",
            "pinned_sessions_limit",
            "agent_session_source_filter",
            "limit",
            "cursor",
            "unread",
            "hidden");

    private static TestHome home;
    private static ServiceProcess service;
    private static List<Operation> gets;
    private static List<Operation> posts;

    private record Operation(String path, List<String> parameters) {}

    private record Answer(int status, String body) {}

    @BeforeContainer
    static void start() throws IOException {
        home = TestHome.create();
        try (AgentProcess agent = AgentProcess.start()) {
            agent.create(home.stateDb(), 31).session("talk");
            agent.message("talk", "user", "Hello");
            service = ServiceProcess.in(home).start();
        }
        JsonNode paths =
                JSON.readTree(service.get("/q/openapi?format=json").body()).get("paths");
        gets = operations(paths, "get");
        posts = operations(paths, "post");
    }

    private static List<Operation> operations(JsonNode paths, String verb) {
        return paths.properties().stream()
                .filter(path -> path.getValue().has(verb))
                // A stream has no end.
                .filter(path ->
                        !path.getValue().at("/get/responses/200/content").has("text/event-stream"))
                .map(path -> new Operation(
                        path.getKey(),
                        path.getValue().at("/" + verb + "/parameters").findValuesAsText("name")))
                .toList();
    }

    @AfterContainer
    static void stop() {
        service.close();
        home.close();
    }

    @Provide
    Arbitrary<String> oddInQuery() {
        return Arbitraries.oneOf(
                Arbitraries.of(ODD_IN_QUERY),
                Arbitraries.strings().ofMaxLength(40).map(it -> URLEncoder.encode(it, UTF_8)),
                Arbitraries.bytes().list().ofMaxSize(12).map(bytes -> bytes.stream()
                        .map("%%%02x"::formatted)
                        .collect(Collectors.joining())));
    }

    @Provide
    Arbitrary<String> queries() {
        return Arbitraries.of(gets).flatMap(operation -> oddInQuery()
                .list()
                .ofSize(operation.parameters().size() + 1)
                .map(values -> path(operation, values.get(0)) + "?"
                        + Stream.iterate(0, i -> i + 1)
                                .limit(operation.parameters().size())
                                .map(i -> operation.parameters().get(i) + "=" + values.get(i + 1))
                                .collect(Collectors.joining("&"))));
    }

    private static String path(Operation operation, String segment) {
        return operation.path().replaceAll("\\{[^}]*}", segment.isEmpty() ? "x" : segment.replace("&", "/"));
    }

    @Provide
    Arbitrary<byte[]> bodies() {
        Arbitrary<String> value = Arbitraries.oneOf(
                Arbitraries.of(ODD_JSON), Arbitraries.strings().ofMaxLength(40).map(FuzzIT::quoted));
        Arbitrary<byte[]> objects = Combinators.combine(
                        Arbitraries.of(NAMES).list().ofMaxSize(6), value.list().ofSize(6))
                .as((names, values) -> Stream.iterate(0, i -> i + 1)
                        .limit(names.size())
                        .map(i -> quoted(names.get(i)) + ": " + values.get(i))
                        .collect(Collectors.joining(", ", "{\"session_id\": \"talk\", ", "}"))
                        .replace(", }", "}")
                        .getBytes(UTF_8));
        Arbitrary<byte[]> bytes = Arbitraries.bytes().array(byte[].class).ofMaxSize(200);
        Arbitrary<byte[]> broken = objects.map(it -> {
            byte[] cut = it.clone();
            cut[cut.length / 2] = (byte) 0xff;
            return cut;
        });
        return Arbitraries.frequencyOf(Tuple.of(6, objects), Tuple.of(1, bytes), Tuple.of(1, broken));
    }

    private static String quoted(String text) {
        try {
            return JSON.writeValueAsString(text);
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Provide
    Arbitrary<String> changes() {
        return Arbitraries.of(posts).flatMap(operation -> oddInQuery().map(segment -> path(operation, segment)));
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.BOUNDED, afterFailure = AfterFailureMode.PREVIOUS_SEED)
    void anyQueryIsAnswered(@ForAll("queries") String path) {
        check("GET " + path, path, send("GET", path, new byte[0]));
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.BOUNDED, afterFailure = AfterFailureMode.PREVIOUS_SEED)
    void anyBodyIsAnswered(@ForAll("changes") String path, @ForAll("bodies") byte[] body) {
        check("POST " + path + " " + new String(body, UTF_8), path, send("POST", path, body));
    }

    @Example
    void deepJsonIsAnswered() {
        List<String> deep = List.of(
                "[".repeat(DEEP) + "]".repeat(DEEP),
                "{\"a\":".repeat(DEEP) + "1" + "}".repeat(DEEP),
                "{\"session_id\": " + "[".repeat(DEEP) + "]".repeat(DEEP) + "}",
                "{\"session_id\": \"talk\", \"messages\": " + "[".repeat(900) + "]".repeat(900) + "}",
                "[".repeat(DEEP));
        for (Operation operation : posts) {
            for (String body : deep) {
                String path = path(operation, "x");
                check("POST " + path + " deep", path, send("POST", path, body.getBytes(UTF_8)));
            }
        }
    }

    private static void check(String request, String path, Answer answer) {
        assertThat(answer.status())
                .as(request + " -> " + answer.body())
                .isNotEqualTo(500)
                .isGreaterThan(0);
        // The HTTP layer refuses what is too long or cannot be decoded before it asks anybody, with an empty answer.
        boolean refused = answer.status() == 414
                || answer.status() == 400 && UNDECODABLE.matcher(path).find();
        if (answer.status() >= 400 && !refused) {
            try {
                JsonNode error = JSON.readTree(answer.body());
                assertThat(error.path("error").isTextual()
                                || error.path("status").isTextual())
                        .as(request + " -> " + answer.body())
                        .isTrue();
            } catch (IOException e) {
                throw new AssertionError(request + " -> " + answer.status() + " " + answer.body(), e);
            }
        }
    }

    /** Through a bare socket: no client library would let all of this out. */
    private static Answer send(String verb, String path, byte[] body) {
        try (Socket socket = new Socket("127.0.0.1", service.port())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            ByteArrayOutputStream request = new ByteArrayOutputStream();
            request.write((verb + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + service.port()
                            + "\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: "
                            + body.length
                            + "\r\n\r\n")
                    .getBytes(ISO_8859_1));
            request.write(body);
            socket.getOutputStream().write(request.toByteArray());
            return answer(new String(socket.getInputStream().readAllBytes(), UTF_8));
        } catch (IOException e) {
            throw new AssertionError(verb + " " + path + " was not answered", e);
        }
    }

    private static Answer answer(String raw) {
        String[] parts = raw.split("\r\n\r\n", 2);
        int status = raw.startsWith("HTTP/1.1 ") ? Integer.parseInt(raw.substring(9, 12)) : 0;
        return new Answer(status, parts.length > 1 ? parts[1] : "");
    }
}
