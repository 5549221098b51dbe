package ai.hermes.sessions.agent;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hermes.sessions.testing.StubApiServer;
import ai.hermes.sessions.testing.StubApiServer.Script;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AgentClientTest {

    private static AgentClient client(Map<String, String> properties) {
        Map<String, String> all = new HashMap<>(Map.of("hermes.agent.timeout", "20S"));
        all.putAll(properties);
        return new AgentClient(
                new SmallRyeConfigBuilder()
                        .addDiscoveredConverters()
                        .withMapping(AgentConfig.class)
                        .withDefaultValues(all)
                        .build()
                        .getConfigMapping(AgentConfig.class),
                new ObjectMapper());
    }

    private static AgentServer server(String url) {
        return new AgentServer(URI.create(url), StubApiServer.KEY);
    }

    /** Says something to the first caller, whatever it asks, and hangs up when the given is done. */
    private static String says(ServerSocket socket, String text, CompletableFuture<Void> until) {
        CompletableFuture.runAsync(() -> {
            try (Socket caller = socket.accept();
                    OutputStream out = caller.getOutputStream()) {
                out.write(text.getBytes(StandardCharsets.US_ASCII));
                out.flush();
                until.join();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return "http://127.0.0.1:" + socket.getLocalPort();
    }

    private static ServerSocket socket() throws IOException {
        return new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
    }

    @Test
    void whereNothingListensThereIsNoConnection() throws IOException {
        // given
        String url;
        try (ServerSocket closed = socket()) {
            url = "http://127.0.0.1:" + closed.getLocalPort();
        }

        // when
        Reply reply = client(Map.of()).get(server(url), "/");

        // then
        assertThat(reply).isEqualTo(Reply.Failure.NO_CONNECTION);
    }

    @Test
    void whatIsNoHttpIsGarbage() throws IOException {
        // given
        try (ServerSocket socket = socket()) {
            String url = says(socket, "SSH-2.0-OpenSSH_9.2\r\n\r\n", CompletableFuture.completedFuture(null));

            // when
            Reply reply = client(Map.of()).get(server(url), "/");

            // then
            assertThat(reply).isEqualTo(Reply.Failure.GARBAGE);
        }
    }

    @Test
    void anAnswerThatNeverEndsIsGivenUp() throws IOException {
        // given
        CompletableFuture<Void> enough = new CompletableFuture<>();
        try (ServerSocket socket = socket()) {
            String url = says(socket, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{", enough);

            // when
            Reply reply = client(Map.of("hermes.agent.timeout", "1S")).get(server(url), "/");

            // then
            assertThat(reply).isEqualTo(Reply.Failure.TIMED_OUT);
        } finally {
            enough.complete(null);
        }
    }

    @Test
    void anAnswerIsReadUpToTheLimit() {
        // given
        try (StubApiServer server = StubApiServer.start()) {
            server.play(Script.GARBAGE);

            // when
            Reply fits = client(Map.of("hermes.agent.max-answer", "22")).get(server(server.url()), "/");
            Reply large = client(Map.of("hermes.agent.max-answer", "21")).get(server(server.url()), "/");

            // then
            assertThat(fits).isInstanceOf(Reply.Answer.class);
            assertThat(large).isEqualTo(Reply.Failure.TOO_LARGE);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Script.class,
            names = {"CUT", "SILENT"})
    void whatBreaksOffIsCut(Script script) {
        // given
        try (StubApiServer server = StubApiServer.start()) {
            server.play(script);

            // when
            Reply reply = client(Map.of()).delete(server(server.url()), "/api/sessions/s1");

            // then
            assertThat(reply).isEqualTo(Reply.Failure.CUT);
        }
    }

    @Test
    void noMoreIsAskedThanMayBeUnderWay() throws Exception {
        // given
        AgentClient client = client(Map.of("hermes.agent.max-requests", "1"));
        try (StubApiServer server = StubApiServer.start()) {
            server.play(Script.SLOW);
            CompletableFuture<Reply> first =
                    CompletableFuture.supplyAsync(() -> client.get(server(server.url()), "/one"));
            Awaitility.await().until(() -> server.requests().size() == 1);

            // when
            Reply second = client.get(server(server.url()), "/two");

            // then
            assertThat(second).isEqualTo(Reply.Failure.BUSY);
            assertThat(server.paths("GET")).containsExactly("/one");
            server.reset(id -> false);
            assertThat(first.get(30, TimeUnit.SECONDS)).isNotEqualTo(Reply.Failure.BUSY);
        }
    }
}
