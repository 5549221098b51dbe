package ai.hermes.sessions.chat;

import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.stream.Stream;

/** All calls that only somebody who runs the agent can answer. */
final class AgentCalls {

    static final List<AgentCall> ALL = Stream.of(
                    post(
                            "send a message",
                            "/api/chat",
                            "/api/chat/*",
                            "/api/background",
                            "/api/session/new",
                            "/api/session/anchor-scene"),
                    get("follow a run", "/api/chat/*", "/api/approval/stream", "/api/clarify/stream"),
                    post("answer the agent's questions", "/api/approval/*", "/api/clarify/*", "/api/session/yolo"),
                    post(
                            "have a text written",
                            "/api/session/title/regenerate",
                            "/api/session/handoff-summary",
                            "/api/session/conversation-rounds"),
                    post(
                            "compress a session",
                            "/api/session/compress",
                            "/api/session/compress/*",
                            "/api/session/compression-recovery/start"),
                    post(
                            "set up the agent",
                            "/api/personality/set",
                            "/api/models/*",
                            "/api/reasoning",
                            "/api/profile/create",
                            "/api/profile/delete"),
                    post("run commands", "/api/terminal/*"),
                    get("run commands", "/api/terminal/*"),
                    post("start or stop the gateway", "/api/gateway/*", "/api/health/restart"),
                    post("update the agent", "/api/updates/*"),
                    post("be stopped by a request: stop it where it was started", "/api/shutdown"))
            .flatMap(List::stream)
            .toList();

    private AgentCalls() {}

    private static List<AgentCall> get(String wish, String... paths) {
        return calls(HttpMethod.GET, wish, paths);
    }

    private static List<AgentCall> post(String wish, String... paths) {
        return calls(HttpMethod.POST, wish, paths);
    }

    private static List<AgentCall> calls(HttpMethod method, String wish, String... paths) {
        return Stream.of(paths).map(path -> new AgentCall(method, path, wish)).toList();
    }
}
