package ai.hermes.sessions.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ai.hermes.sessions.testing.SelfSigned;
import ai.hermes.sessions.testing.ServiceProcess;
import ai.hermes.sessions.testing.TestHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The service with the certificate that two variables name. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TlsIT {

    private static final String NAME = "sessions.example.org";
    /** Certificates are looked at each half minute. */
    private static final Duration RELOAD = Duration.ofSeconds(90);

    @TempDir
    static Path folder;

    private static TestHome home;
    private static ServiceProcess service;
    private static SelfSigned first;
    private static SelfSigned second;

    @BeforeAll
    static void start() {
        home = TestHome.create();
        first = SelfSigned.make(NAME);
        second = SelfSigned.make(NAME);
        first.write(folder.resolve("cert.pem"), folder.resolve("key.pem"));
        service = ServiceProcess.in(home)
                .environment("HERMES_WEBUI_TLS_CERT", folder.resolve("cert.pem").toString())
                .environment("HERMES_WEBUI_TLS_KEY", folder.resolve("key.pem").toString())
                .property("hermes.security.allowed-hosts", NAME)
                .property("hermes.health.port.interval", "200MS")
                .launch();
        await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> ask("localhost", "GET /q/health/ping", "")
                .startsWith("HTTP/1.1 204"));
    }

    @AfterAll
    static void end() {
        service.close();
        home.close();
    }

    private static SSLSocket connect() {
        try {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry("first", first.certificate());
            trusted.setCertificateEntry("second", second.certificate());
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", service.port());
            socket.setSoTimeout(10_000);
            socket.startHandshake();
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String ask(String host, String request, String body) {
        try (SSLSocket socket = connect()) {
            String message = request + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\nContent-Length: "
                    + body.length() + "\r\n\r\n" + body;
            socket.getOutputStream().write(message.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Certificate served() {
        try (SSLSocket socket = connect()) {
            return socket.getSession().getPeerCertificates()[0];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    @Order(1)
    void itServesTheCertificateAndAnswersByTlsAlone() {
        assertThat(served()).isEqualTo(first.certificate());
        assertThat(ask("localhost", "GET /health", "")).startsWith("HTTP/1.1 200");
        assertThatThrownBy(() -> service.get("/health")).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    @Order(2)
    void itKnowsThatItsPortAnswers() {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(ask("localhost", "GET /q/health/live", ""))
                        .startsWith("HTTP/1.1 200")
                        .doesNotContain("pending")
                        .doesNotContain("DOWN")
                        .contains("port"));
    }

    @Test
    @Order(3)
    void whatABrowserRemembersGoesByTlsOnly() {
        // when
        String answer = ask("localhost", "POST /api/profile/switch", "{\"name\":\"default\"}");

        // then
        assertThat(answer)
                .containsIgnoringCase("set-cookie: hermes_profile=")
                .containsPattern("(?i)set-cookie:.*; ?secure");
    }

    @Test
    @Order(4)
    void browsersAreToldToComeByTlsUnderItsNameAndNotUnderThatOfThisMachine() {
        assertThat(ask(NAME, "GET /health", "")).containsIgnoringCase("strict-transport-security: max-age=31536000");
        assertThat(ask("localhost", "GET /health", "")).doesNotContainIgnoringCase("strict-transport-security");
    }

    @Test
    @Order(5)
    void aCertificateThatIsReplacedIsServedWithoutARestart() {
        // given
        long process = service.handle().pid();

        // when
        second.write(folder.resolve("cert.pem"), folder.resolve("key.pem"));

        // then
        await().atMost(RELOAD).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> assertThat(served())
                .isEqualTo(second.certificate()));
        assertThat(service.handle().pid()).isEqualTo(process);
        assertThat(ask("localhost", "GET /q/health/live", "")).startsWith("HTTP/1.1 200");
    }
}
