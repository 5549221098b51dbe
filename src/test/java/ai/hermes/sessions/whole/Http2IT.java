package ai.hermes.sessions.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.hermes.sessions.testing.SelfSigned;
import ai.hermes.sessions.testing.ServiceProcess;
import ai.hermes.sessions.testing.TestHome;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many requests over one connection, as browsers make them by TLS. */
class Http2IT {

    private static final Pattern IDLE =
            Pattern.compile("(?m)^hermes_connections_closed_total\\{[^}]*\"idle\"[^}]*} (\\d+)");
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(1);

    @TempDir
    Path folder;

    private final TestHome home = TestHome.create();
    private final SelfSigned certificate = SelfSigned.make("sessions.example.org");
    private ServiceProcess service;
    private HttpClient client;

    @BeforeEach
    void start() throws GeneralSecurityException, IOException {
        certificate.write(folder.resolve("cert.pem"), folder.resolve("key.pem"));
        service = ServiceProcess.in(home)
                .environment("HERMES_WEBUI_TLS_CERT", folder.resolve("cert.pem").toString())
                .environment("HERMES_WEBUI_TLS_KEY", folder.resolve("key.pem").toString())
                .property("hermes.connections.request-timeout", REQUEST_TIMEOUT.toMillis() + "MS")
                .property("hermes.connections.idle-timeout", "3S")
                .property("hermes.live.keepalive", "100MS")
                .launch();
        client = client();
        await().atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .until(() -> get(client, "/q/health/ping").statusCode() == 204);
    }

    @AfterEach
    void end() {
        service.close();
        home.close();
    }

    private HttpClient client() throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("service", certificate.certificate());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_2)
                .sslContext(context)
                .build();
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + service.port() + path))
                .build();
    }

    private HttpResponse<String> get(HttpClient by, String path) {
        try {
            return by.send(request(path), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private HttpResponse<InputStream> stream() {
        HttpResponse<InputStream> stream = client.sendAsync(
                        request("/api/sessions/events"), HttpResponse.BodyHandlers.ofInputStream())
                .join();
        assertThat(stream.version()).isEqualTo(HttpClient.Version.HTTP_2);
        return stream;
    }

    @Test
    void aStreamOutlivesOtherRequestsOfItsConnection() throws Exception {
        // given
        HttpResponse<InputStream> stream = stream();
        AtomicLong lastByte = new AtomicLong(System.nanoTime());
        CompletableFuture<Void> ended = CompletableFuture.runAsync(() -> {
            try (InputStream events = stream.body()) {
                while (events.read() >= 0) {
                    lastByte.set(System.nanoTime());
                }
            } catch (IOException e) {
                // It has ended, as it may only when the test has.
            }
        });

        // when
        get(client, "/api/sessions");
        // One that is left before it has begun is an error of the client's own, which ends the connection.
        try (InputStream left = stream().body()) {
            left.read();
        }
        get(client, "/health");
        long asked = System.nanoTime();

        // then
        await().atMost(Duration.ofSeconds(30))
                .until(() -> ended.isDone()
                        || lastByte.get() - asked
                                > REQUEST_TIMEOUT.multipliedBy(4).toNanos());
        assertThat(ended).isNotDone();
    }

    @Test
    void aConnectionWhoseStreamWasLeftIsIdle() throws Exception {
        // given
        HttpResponse<InputStream> stream = stream();
        stream.body().read();
        HttpClient other = client();
        long before = idle(other);

        // when
        stream.body().close();

        // then
        await().atMost(Duration.ofSeconds(30)).until(() -> idle(other) > before);
    }

    /** How many connections were closed because nobody used them. */
    private long idle(HttpClient by) {
        Matcher metric = IDLE.matcher(get(by, "/q/metrics").body());
        return metric.find() ? Long.parseLong(metric.group(1)) : 0;
    }
}
