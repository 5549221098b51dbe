package ai.hermes.sessions.tracing;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Collectors that behave badly. */
class CollectorClientTest {

    @Test
    @Timeout(60)
    void anAnswerThatNeverComesToItsEndIsNotWaitedFor() throws IOException {
        // given
        CountDownLatch over = new CountDownLatch(1);
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread stalling = new Thread(() -> stall(server, over));
            stalling.start();
            CollectorClient client = new CollectorClient(new SmallRyeConfigBuilder()
                    .withMapping(TracingConfig.class)
                    .withDefaultValue("hermes.tracing.timeout", "PT10S")
                    .withDefaultValue("hermes.tracing.endpoint", "http://127.0.0.1:" + server.getLocalPort())
                    .build()
                    .getConfigMapping(TracingConfig.class));

            // then
            assertThatCode(() -> client.send(client.collector(Optional.empty()), List.of()))
                    .doesNotThrowAnyException();
        } finally {
            over.countDown();
        }
    }

    private static void stall(ServerSocket server, CountDownLatch over) {
        try (Socket socket = server.accept()) {
            socket.getOutputStream()
                    .write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nx".getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            over.await();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
