package ai.hermes.sessions.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/** A stand-in for the agent's API server, on a free port of the loopback interface, that behaves as it is told. */
public final class StubApiServer implements AutoCloseable {

    /** The key that it takes. */
    public static final String KEY = "stub-key-0123456789abcdef";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SESSIONS = "/api/sessions/";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "stub-api-server");
        thread.setDaemon(true);
        return thread;
    });
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Map<String, Integer> failures = new ConcurrentHashMap<>();
    private final Set<String> turns = ConcurrentHashMap.newKeySet();
    private volatile CountDownLatch held = new CountDownLatch(1);
    private volatile Script script = Script.NEW;
    private volatile Predicate<String> deletes = id -> false;
    private volatile Map<String, JsonNode> patched = new ConcurrentHashMap<>();

    /** How it behaves. */
    public enum Script {
        /** Has all calls for sessions. */
        NEW,
        /** Tells what it can do, and can do nothing with sessions. */
        OLD,
        /** Does not even tell that. */
        ANCIENT,
        /** Takes titles, and no other field. */
        TITLES_ONLY,
        /** Takes no title that is offered. */
        TITLE_IN_USE,
        /** Never answers. */
        SLOW,
        /** Answers something that is no JSON. */
        GARBAGE,
        /** Answers two megabytes. */
        HUGE,
        /** Breaks off in the middle of the answer. */
        CUT,
        /** Breaks off before it answers. */
        SILENT,
        /** Is about to end. */
        DRAINING,
        /** Sends callers elsewhere. */
        REDIRECT
    }

    private StubApiServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** A server that has no sessions. */
    public static StubApiServer start() {
        return new StubApiServer();
    }

    /** Its address. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /**
     * Begins anew: the newest server, with sessions that are deleted by what is given; it tells whether there was one.
     */
    public void reset(Predicate<String> deletes) {
        held.countDown();
        held = new CountDownLatch(1);
        script = Script.NEW;
        this.deletes = deletes;
        requests.clear();
        failures.clear();
        turns.clear();
        patched = new ConcurrentHashMap<>();
    }

    /** Behaves so from now on. */
    public void play(Script now) {
        script = now;
    }

    /** Has a turn run in a session. */
    public void turnRunsIn(String sessionId) {
        turns.add(sessionId);
    }

    /** Answers a status to whoever wants to delete a session; a status of 0 stands for none any more. */
    public void failAt(String sessionId, int status) {
        if (status == 0) {
            failures.remove(sessionId);
        } else {
            failures.put(sessionId, status);
        }
    }

    /** What was asked: verb and path, with how the caller showed a key. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    /** What was asked with a verb: the paths. */
    public List<String> paths(String verb) {
        return requests.stream()
                .filter(it -> it.startsWith(verb + " "))
                .map(it -> it.substring(verb.length() + 1))
                .toList();
    }

    /** The last body that was sent for a session by PATCH. */
    public Optional<JsonNode> patched(String sessionId) {
        return Optional.ofNullable(patched.get(sessionId));
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String verb = exchange.getRequestMethod();
            String path = exchange.getRequestURI().getRawPath();
            byte[] body = exchange.getRequestBody().readAllBytes();
            requests.add(verb + " " + path);
            boolean keyShown =
                    ("Bearer " + KEY).equals(exchange.getRequestHeaders().getFirst("Authorization"));
            switch (script) {
                case SLOW -> held.await();
                case SILENT -> {
                    // Closed as it is.
                }
                case CUT -> {
                    exchange.sendResponseHeaders(200, 1000);
                    exchange.getResponseBody().write("{\"object\":".getBytes(StandardCharsets.US_ASCII));
                    exchange.getResponseBody().flush();
                }
                case GARBAGE -> text(exchange, 200, "<html>It works!</html>");
                case HUGE -> text(exchange, 200, "[\"" + "x".repeat(2_000_000) + "\"]");
                case DRAINING -> {
                    exchange.getResponseHeaders().set("Retry-After", "1");
                    error(exchange, 503, "gateway_draining");
                }
                case REDIRECT -> {
                    exchange.getResponseHeaders().set("Location", "/elsewhere");
                    exchange.sendResponseHeaders(307, -1);
                }
                default -> {
                    if (keyShown) {
                        answer(exchange, verb, path, body);
                    } else {
                        error(exchange, 401, script == Script.OLD ? "invalid_api_key" : "gateway_auth_failed");
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(HttpExchange exchange, String verb, String path, byte[] body) throws IOException {
        if (path.equals("/v1/capabilities") && script != Script.ANCIENT) {
            Map<String, Object> features = script == Script.OLD
                    ? Map.of("chat_completions", true, "run_submission", true)
                    : Map.of("chat_completions", true, "session_resources", true, "session_chat", true);
            json(exchange, 200, Map.of("object", "hermes.api_server.capabilities", "features", features));
        } else if (path.startsWith(SESSIONS) && script != Script.OLD && script != Script.ANCIENT) {
            String id = exchange.getRequestURI().getPath().substring(SESSIONS.length());
            switch (verb) {
                case "DELETE" -> delete(exchange, id);
                case "PATCH" -> patch(exchange, id, JSON.readTree(body));
                default -> text(exchange, 405, "405: Method Not Allowed");
            }
        } else {
            text(exchange, 404, "404: Not Found");
        }
    }

    private void delete(HttpExchange exchange, String id) throws IOException {
        if (turns.contains(id)) {
            error(exchange, 409, "session_active_turn");
        } else if (failures.containsKey(id)) {
            error(exchange, failures.get(id), "session_db_unavailable");
        } else if (deletes.test(id)) {
            json(exchange, 200, Map.of("object", "hermes.session.deleted", "id", id, "deleted", true));
        } else {
            error(exchange, 404, "session_not_found");
        }
    }

    private void patch(HttpExchange exchange, String id, JsonNode members) throws IOException {
        if (script == Script.TITLES_ONLY && !members.has("title")) {
            error(exchange, 400, "unsupported_session_field");
        } else if (script == Script.TITLE_IN_USE && members.has("title")) {
            error(exchange, 400, "invalid_title");
        } else {
            patched.put(id, members);
            json(exchange, 200, Map.of("object", "hermes.session", "session", Map.of("id", id)));
        }
    }

    private static void error(HttpExchange exchange, int status, String code) throws IOException {
        json(exchange, status, Map.of("error", Map.of("message", "no", "type", "invalid_request_error", "code", code)));
    }

    private static void json(HttpExchange exchange, int status, Object value) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        text(exchange, status, JSON.writeValueAsString(value));
    }

    private static void text(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        held.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
