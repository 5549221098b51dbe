package ai.hermes.sessions.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.ServiceProcess;
import ai.hermes.sessions.testing.TestHome;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Clients that take connections and do not use them as one should. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConnectionsIT {

    private static final int LIMIT = 100;
    private static final int CROWD = 1_000;
    private static final int LARGE = 8_000_000;
    private static final String GOOD = "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n";

    private final TestHome home = TestHome.create();
    private final List<Socket> sockets = new ArrayList<>();
    private ServiceProcess service;

    @BeforeAll
    void start() {
        try (AgentProcess agent = AgentProcess.start()) {
            agent.create(home.stateDb(), 17).session("s1");
            agent.message("s1", "user", "x".repeat(LARGE));
        }
        service = ServiceProcess.in(home)
                .property("hermes.connections.max", String.valueOf(LIMIT))
                .property("hermes.connections.request-timeout", "2S")
                .property("hermes.connections.idle-timeout", "4S")
                .property("hermes.connections.answer-timeout", "2S")
                .start();
        await().until(() -> service.get("/q/health/ready").statusCode() == 200);
    }

    @AfterAll
    void stop() {
        service.close();
        home.close();
    }

    @AfterEach
    void hangUp() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        sockets.clear();
    }

    @Test
    void aCrowdOfIdleConnectionsKeepsNobodyOut() throws IOException {
        // given
        for (int i = 0; i < CROWD; i++) {
            connect();
        }

        // when
        int status = service.get("/q/health/live").statusCode();

        // then
        assertThat(status).isEqualTo(200);
    }

    @Test
    void ofACrowdOnlySomeAreKept() throws IOException {
        // when
        for (int i = 0; i < CROWD; i++) {
            connect();
        }

        // then
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(service.descriptors().stream()
                        .filter(it -> it.startsWith("socket:"))
                        .count())
                .isLessThan(LIMIT + 10));
    }

    @Test
    void whoeverSendsARequestSlowlyIsNotWaitedFor() throws IOException {
        // given
        Socket slow = connect();

        // when
        boolean ended = dripped(slow, "GET /health HTTP/1.1\r\nX: " + "y".repeat(10_000));

        // then
        assertThat(ended).isTrue();
    }

    @Test
    void whoeverSendsABodySlowlyIsNotWaitedFor() throws IOException {
        // given
        Socket slow = connect();
        send(slow, "POST /api/session/pin HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10000\r\n\r\n");

        // when
        boolean ended = dripped(slow, "y".repeat(10_000));

        // then
        assertThat(ended).isTrue();
    }

    @Test
    void whoeverTakesNothingOfAnAnswerIsNotWaitedFor() throws IOException {
        // given
        Socket slow = connect();

        // when
        send(slow, "GET /api/session?session_id=s1 HTTP/1.1\r\nHost: localhost\r\n\r\n");

        // then
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(service.get("/q/metrics").body())
                        .containsPattern("hermes_connections_closed_total\\{[^}]*slow_answer[^}]*} [1-9]"));
    }

    @Test
    void aConnectionThatIsUsedIsKept() throws IOException {
        // given
        Socket used = connect();

        // when
        for (int i = 0; i < 40; i++) {
            send(used, GOOD);
            assertThat(answer(used)).startsWith("HTTP/1.1 200");
            pause(used);
        }

        // then
        send(used, GOOD);
        assertThat(answer(used)).startsWith("HTTP/1.1 200");
    }

    @Test
    void aConnectionThatNobodyUsesIsClosed() throws IOException {
        // given
        Socket idle = connect();
        send(idle, GOOD);
        answer(idle);

        // when
        int next = idle.getInputStream().read();

        // then
        assertThat(next).isEqualTo(-1);
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.port());
        socket.setSoTimeout(30_000);
        sockets.add(socket);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Sends one byte after the other; whether the other side hung up before the end. */
    private static boolean dripped(Socket socket, String text) throws IOException {
        socket.setSoTimeout(100);
        try {
            for (byte each : text.getBytes(StandardCharsets.US_ASCII)) {
                socket.getOutputStream().write(each);
                if (read(socket) < 0) {
                    return true;
                }
            }
            return false;
        } catch (SocketException e) {
            return true;
        }
    }

    /** A byte, -1 at the end, 0 if there is none for a moment. */
    private static int read(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read();
        } catch (SocketTimeoutException e) {
            return 0;
        }
    }

    private static void pause(Socket socket) throws IOException {
        socket.setSoTimeout(150);
        assertThat(read(socket)).isZero();
        socket.setSoTimeout(30_000);
    }

    /** The head and the body of an answer with a known length. */
    private static String answer(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.read());
        }
        int length = Integer.parseInt(head.toString().replaceAll("(?is).*content-length: (\\d+).*", "$1"));
        in.readNBytes(length);
        return head.toString();
    }
}
