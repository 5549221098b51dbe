package ai.hermes.sessions.whole;

import ai.hermes.sessions.testing.ServiceProcess;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An agent that uses the tools of the service, and hands on every byte of what it is answered. */
final class ToolCaller {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ServiceProcess service;
    private final Optional<String> session;
    private final HttpClient client;

    private ToolCaller(ServiceProcess service, Optional<String> session, HttpClient client) {
        this.service = service;
        this.session = session;
        this.client = client;
    }

    /** Says who it is, as the protocol wants it. */
    static ToolCaller of(ServiceProcess service) throws IOException, InterruptedException {
        ToolCaller stranger = new ToolCaller(service, Optional.empty(), HttpClient.newHttpClient());
        HttpResponse<String> answer = stranger.send(Map.of(
                "jsonrpc",
                "2.0",
                "id",
                1,
                "method",
                "initialize",
                "params",
                Map.of(
                        "protocolVersion",
                        "2025-03-26",
                        "capabilities",
                        Map.of(),
                        "clientInfo",
                        Map.of("name", "test", "version", "1"))));
        ToolCaller known = new ToolCaller(service, answer.headers().firstValue("Mcp-Session-Id"), stranger.client);
        known.send(Map.of("jsonrpc", "2.0", "method", "notifications/initialized"));
        return known;
    }

    /** The names of all tools. */
    List<String> tools() throws IOException, InterruptedException {
        List<String> names = new ArrayList<>();
        for (JsonNode each : JSON.readTree(json(ask("tools/list", Map.of()))).at("/result/tools")) {
            names.add(each.path("name").asText());
        }
        return names;
    }

    /** What is answered to a call. */
    String call(String tool, Map<String, Object> arguments) throws IOException, InterruptedException {
        return ask("tools/call", Map.of("name", tool, "arguments", arguments));
    }

    private String ask(String method, Map<String, Object> parameters) throws IOException, InterruptedException {
        return send(Map.of("jsonrpc", "2.0", "id", 2, "method", method, "params", parameters))
                .body();
    }

    /** An answer may come as the one event of a stream. */
    private static String json(String answer) {
        return answer.substring(answer.indexOf('{'));
    }

    private HttpResponse<String> send(Map<String, Object> message) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(service.uri("/mcp"))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(message)));
        session.ifPresent(it -> request.header("Mcp-Session-Id", it));
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
