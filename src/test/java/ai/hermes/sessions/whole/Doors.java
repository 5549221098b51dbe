package ai.hermes.sessions.whole;

import ai.hermes.sessions.testing.ServiceProcess;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * The doors of the interface that read, as its document names them: each is gone through for every session, with all
 * values that are known for its parameters, one and two at a time, and with a credential in place of each.
 */
final class Doors {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Up to so many values of its parameters a door is gone through with each pair of them, for every session. */
    private static final int FEW = 9;

    private static final int SOME = 3;

    /** Values that mean something, by the names of parameters. What is not here is tried with credentials only. */
    private static final Map<String, List<String>> VALUES = Map.ofEntries(
            Map.entry("all_profiles", List.of("1")),
            Map.entry("by", List.of("model", "provider", "source", "project", "job", "profile,model")),
            Map.entry("compacted", List.of("1")),
            Map.entry("content", List.of("1")),
            Map.entry("days", List.of("365")),
            Map.entry("deep", List.of("1")),
            Map.entry("format", List.of("json", "agent", "jsonl", "markdown", "html", "csv")),
            Map.entry("group", List.of("job")),
            Map.entry("include_archived", List.of("1")),
            Map.entry("limit", List.of("500")),
            Map.entry("lines", List.of("1")),
            Map.entry("messages", List.of("0")),
            Map.entry("older_than_days", List.of("0")),
            Map.entry("profile", List.of("default")),
            Map.entry("probe", List.of("1")),
            Map.entry("q", List.of("here", "*ere*", "after:3650d", "tool:run")),
            Map.entry("refresh", List.of("1")),
            Map.entry("rewound", List.of("1")),
            Map.entry("rule", List.of("segment", "child", "trashed", "archived", "automation", "internal", "empty")),
            Map.entry("scan", List.of("1")),
            Map.entry("table", List.of("trees", "sources", "sessions", "growth")));

    private final ServiceProcess service;
    private final List<String> sessions;
    private final List<String> credentials;
    private final Map<String, List<String>> parts;
    private final HttpClient client =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
    private final List<Passed> passed = new ArrayList<>();

    /**
     * What came out of one.
     *
     * @param door the path in the document
     * @param request the path that was asked for
     * @param type its media type; empty for none
     * @param told head and body, unpacked where they were packed
     */
    record Passed(String door, String request, int status, String type, String told) {}

    /**
     * @param credentials what is sent in place of values
     * @param parts what stands for the parts of paths, by the beginning of the path
     */
    Doors(ServiceProcess service, List<String> sessions, List<String> credentials, Map<String, List<String>> parts) {
        this.service = service;
        this.sessions = List.copyOf(sessions);
        this.credentials = List.copyOf(credentials);
        this.parts = Map.copyOf(parts);
    }

    static JsonNode document(ServiceProcess service) {
        try {
            return JSON.readTree(service.get("/q/openapi?format=json").body()).get("paths");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those of the document that read, and ever answer: their paths, and the media types of their answers. */
    static Map<String, Set<String>> reading(JsonNode document) {
        return document.properties().stream()
                .filter(it -> it.getValue().at("/get/responses").has("200"))
                .collect(Collectors.toMap(
                        Map.Entry::getKey, it -> it.getValue().at("/get/responses/200/content").properties().stream()
                                .map(Map.Entry::getKey)
                                .collect(Collectors.toSet())));
    }

    static boolean stream(JsonNode get) {
        return get.at("/responses/200/content").has("text/event-stream");
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Goes through all. */
    List<Passed> all() {
        document(service).properties().stream()
                .filter(it -> it.getValue().has("get"))
                .filter(it -> !stream(it.getValue().get("get")))
                .forEach(it -> through(it.getKey(), it.getValue().get("get")));
        return List.copyOf(passed);
    }

    private void through(String door, JsonNode get) {
        List<String> names = new ArrayList<>();
        List<String> required = new ArrayList<>();
        get.path("parameters").forEach(it -> {
            if (it.path("in").asText().equals("query")) {
                names.add(it.path("name").asText());
            }
            if (it.path("required").asBoolean()) {
                required.add(it.path("name").asText());
            }
        });
        for (String path : paths(door)) {
            List<String> bases = bases(names, required).toList();
            List<String> more = names.stream()
                    .filter(it -> !required.contains(it))
                    .flatMap(name ->
                            VALUES.getOrDefault(name, List.of()).stream().map(it -> name + "=" + encoded(it)))
                    .toList();
            for (int i = 0; i < bases.size(); i++) {
                String base = path + "?" + bases.get(i);
                pass(door, base);
                more.forEach(it -> pass(door, base + "&" + it));
                if (i < SOME || more.size() <= FEW) {
                    pairs(more).forEach(it -> pass(door, base + "&" + it));
                }
            }
            for (String name : names) {
                for (String credential : credentials) {
                    String rest = bases.get(bases.size() - 1).replaceAll("(^|&)" + name + "=[^&]*", "");
                    pass(door, path + "?" + name + "=" + encoded(credential) + "&" + rest);
                }
            }
        }
    }

    private List<String> paths(String door) {
        if (!door.contains("{")) {
            return List.of(door);
        }
        List<String> known = parts.getOrDefault(door.substring(0, door.indexOf("/{")), List.of());
        return Stream.concat(known.stream(), credentials.stream().map(Doors::encoded))
                .map(it -> door.replaceAll("\\{[^}]*}", it))
                .toList();
    }

    private Stream<String> bases(List<String> names, List<String> required) {
        if (required.contains("session_id") && names.contains("id")) {
            return Stream.concat(
                    sessions.stream().flatMap(this::messages),
                    parts.getOrDefault("/api/session/image", List.of()).stream());
        }
        String rest = required.contains("q") ? "&q=here" : "";
        if (names.contains("session_id")) {
            return Stream.concat(Stream.of(rest), sessions.stream().map(it -> "session_id=" + it + rest));
        }
        return names.contains("id")
                ? Stream.of("id=" + String.join("&id=", sessions.subList(0, SOME)), rest)
                : Stream.of(rest);
    }

    /** Each text of each message of a session. */
    private Stream<String> messages(String session) {
        try {
            JsonNode window = JSON.readTree(service.get("/api/session/window?limit=500&session_id=" + session)
                    .body());
            List<String> all = new ArrayList<>();
            for (JsonNode message : window.path("messages")) {
                String id =
                        "session_id=" + session + "&id=" + message.path("id").asText();
                for (String field : List.of(
                        "content",
                        "tool_calls",
                        "reasoning",
                        "reasoning_content",
                        "reasoning_details",
                        "codex_reasoning_items",
                        "codex_message_items")) {
                    all.add(id + "&field=" + field);
                }
                all.add(id + "&field=content&part=0");
            }
            return all.stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> pairs(List<String> values) {
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            for (String second : values.subList(i + 1, values.size())) {
                if (!second.startsWith(values.get(i).split("=")[0] + "=")) {
                    pairs.add(values.get(i) + "&" + second);
                }
            }
        }
        return pairs;
    }

    /** Asks, and follows a text to its end where it comes in pieces. */
    private void pass(String door, String request) {
        Passed answer = ask(door, request);
        passed.add(answer);
        if (door.equals("/api/session/message") && answer.status() == 200) {
            StringBuilder whole = new StringBuilder();
            Passed piece = answer;
            for (long next = next(piece, whole); next > 0; next = next(piece, whole)) {
                piece = ask(door, request + "&offset=" + next);
                passed.add(piece);
            }
            passed.add(new Passed(door, request + " whole", answer.status(), answer.type(), whole.toString()));
        }
    }

    private static long next(Passed piece, StringBuilder whole) {
        try {
            JsonNode body = JSON.readTree(piece.told().substring(piece.told().indexOf('\n') + 1));
            whole.append(body.path("text").asText());
            return body.path("next_offset").asLong(-1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is answered, as a text. */
    Passed ask(String door, String request) {
        try {
            HttpResponse<byte[]> answer = client.send(
                    HttpRequest.newBuilder(uri(request))
                            .timeout(Duration.ofSeconds(60))
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            String type = answer.headers().firstValue("Content-Type").orElse("");
            return new Passed(
                    door,
                    request,
                    answer.statusCode(),
                    type,
                    answer.headers().map() + "\n"
                            + (type.equals("application/octet-stream")
                                    ? unpacked(answer.body())
                                    : new String(answer.body(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private URI uri(String request) {
        return service.uri(request.replaceAll("\\?&*$", "").replaceAll("&$", ""));
    }

    private static String unpacked(byte[] body) throws IOException {
        if (body.length < 2 || body[0] != 'P' || body[1] != 'K') {
            return new String(body, StandardCharsets.UTF_8);
        }
        StringBuilder all = new StringBuilder();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(body))) {
            for (ZipEntry each = zip.getNextEntry(); each != null; each = zip.getNextEntry()) {
                all.append(each.getName())
                        .append('\n')
                        .append(new String(zip.readAllBytes(), StandardCharsets.UTF_8))
                        .append('\n');
            }
        }
        return all.toString();
    }
}
