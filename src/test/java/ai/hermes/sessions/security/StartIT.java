package ai.hermes.sessions.security;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hermes.sessions.testing.Command;
import ai.hermes.sessions.testing.ServiceProcess;
import ai.hermes.sessions.testing.TestHome;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the packaged service makes of its environment when it starts. */
class StartIT {

    private static final Duration START = Duration.ofSeconds(60);

    private TestHome home;

    @BeforeEach
    void makeHome() {
        home = TestHome.create();
    }

    @AfterEach
    void removeHome() {
        home.close();
    }

    @ParameterizedTest
    @CsvSource({
        "HERMES_WEBUI_HOST, 0.0.0.0, hermes.auth.token",
        "QUARKUS_HTTP_HOST, '::', hermes.auth.token",
        "HERMES_AUTH_TOKEN, short, hermes.auth.token",
        "HERMES_AUTH_TOKEN_FILE, /no/such/file, hermes.auth.token-file",
        "HERMES_WEBUI_TLS_CERT, /no/such/file, HERMES_WEBUI_TLS_KEY",
        "HERMES_WEBUI_TLS_KEY, /no/such/file, HERMES_WEBUI_TLS_KEY",
        "HERMES_SECURITY_ALLOWED_HOSTS, *, hermes.security.allowed-hosts",
        "HERMES_WEBUI_ALLOWED_ORIGINS, sessions.example, hermes.security.allowed-origins"
    })
    void aSetUpThatIsNotSafeRefusesToStartAndNamesTheProperty(String variable, String value, String property) {
        // given
        try (ServiceProcess service =
                ServiceProcess.in(home).environment(variable, value).launch()) {
            AtomicBoolean opened = new AtomicBoolean();

            // when
            Awaitility.await().atMost(START).pollInterval(Duration.ofMillis(20)).until(() -> {
                opened.compareAndSet(false, accepts(service.port()));
                return !service.handle().isAlive();
            });

            // then
            assertThat(service.stop()).isEqualTo(78);
            assertThat(opened).isFalse();
            Awaitility.await()
                    .untilAsserted(() -> assertThat(service.log()).anyMatch(line -> line.startsWith(property + ": ")));
        }
    }

    @Test
    void aLookWhetherItCouldStartSaysWhatIsWrong() {
        // when
        Command look = Command.run(home, Map.of("HERMES_WEBUI_HOST", "0.0.0.0"), "preflight");

        // then
        assertThat(look.code()).isEqualTo(78);
        assertThat(look.output().lines())
                .anyMatch(line -> line.startsWith("error: hermes.auth.token: "))
                .last()
                .isEqualTo("Hermes Sessions would not start.");
    }

    @Test
    void aLookWhetherItCouldStartOpensNothing() {
        // when
        Command look = Command.run(home, "preflight");

        // then
        assertThat(look.code()).isZero();
        assertThat(look.output().lines()).last().asString().endsWith("Hermes Sessions would start.");
        assertThat(home.path()).isEmptyDirectory();
    }

    @Test
    void withATokenItListensBeyondThisMachineAndAsksForIt() {
        // given
        try (ServiceProcess service = ServiceProcess.in(home)
                .environment("HERMES_WEBUI_HOST", "0.0.0.0")
                .environment("HERMES_AUTH_TOKEN", "0123456789abcdef")
                .start()) {

            // when
            int status = service.get("/api/sessions").statusCode();

            // then
            assertThat(status).isEqualTo(401);
        }
    }

    @Test
    void thePropertyOfQuarkusWinsOverTheVariableForThePort() {
        // given
        try (ServiceProcess service =
                ServiceProcess.in(home).environment("HERMES_WEBUI_PORT", "1").start()) {

            // when
            int status = service.get("/q/health/ping").statusCode();

            // then
            assertThat(status).isEqualTo(204);
        }
    }

    private static boolean accepts(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 200);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
