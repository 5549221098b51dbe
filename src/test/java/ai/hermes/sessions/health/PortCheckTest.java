package ai.hermes.sessions.health;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PortCheckTest {

    private ServerSocket port;
    private PortCheck check;

    @BeforeEach
    void listen() throws IOException {
        port = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        check = new PortCheck(new Pace(), "0.0.0.0", port::getLocalPort, () -> false);
    }

    @AfterEach
    void close() throws IOException {
        port.close();
    }

    @Test
    void aPortThatAnswersPasses() {
        // given
        CompletableFuture<Void> server = CompletableFuture.runAsync(() -> answer("HTTP/1.1 204 No Content\r\n\r\n"));

        // when
        Finding seen = check.look();

        // then
        server.join();
        assertThat(seen).isEqualTo(Finding.pass());
    }

    @Test
    void aPortThatAcceptsAndKeepsSilentFails() {
        // when
        Finding seen = check.look();

        // then
        assertThat(seen.level()).isEqualTo(Level.FAIL);
    }

    @Test
    void aPortThatClosesEachConnectionFails() {
        // given
        CompletableFuture<Void> server = CompletableFuture.runAsync(() -> answer(""));

        // when
        Finding seen = check.look();

        // then
        server.join();
        assertThat(seen.level()).isEqualTo(Level.FAIL);
    }

    @Test
    void anAnswerThatIsNotOursFails() {
        // given
        CompletableFuture<Void> server = CompletableFuture.runAsync(() -> answer("HTTP/1.1 200 OK\r\n\r\n"));

        // when
        Finding seen = check.look();

        // then
        server.join();
        assertThat(seen.level()).isEqualTo(Level.FAIL);
    }

    @Test
    void aPortThatNobodyListensOnFails() throws IOException {
        // given
        port.close();

        // when
        Finding seen = check.look();

        // then
        assertThat(seen.level()).isEqualTo(Level.FAIL);
    }

    private void answer(String answer) {
        try (Socket socket = port.accept()) {
            socket.getInputStream().read(new byte[512]);
            socket.getOutputStream().write(answer.getBytes(US_ASCII));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Pace implements HealthConfig.Pace {
        @Override
        public Duration interval() {
            return Duration.ofSeconds(5);
        }

        @Override
        public Duration deadline() {
            return Duration.ofMillis(400);
        }
    }
}
