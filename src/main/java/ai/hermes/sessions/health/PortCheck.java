package ai.hermes.sessions.health;

import io.quarkus.vertx.http.HttpServer;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Whether the port really answers: a new connection to the address that is listened on, and a request over it. A
 * process whose port listens while every request is reset looks alive to all else.
 */
@Singleton
final class PortCheck implements Check {

    /** Where the probe knocks: answered at once from the event loop, and for nobody else of use. */
    static final String PATH = "/q/health/ping";

    private static final Logger LOG = Logger.getLogger(PortCheck.class);
    private static final String ANSWER = "HTTP/1.1 204";

    private static final Problem NO_ANSWER = new Problem(
            "port_no_answer",
            "The port of this service does not answer a request from the same machine.",
            "Nobody can use the service.",
            "Restart the service. A supervisor that asks for liveness does so by itself.");

    private final HealthConfig.Pace pace;
    private final String host;
    private final IntSupplier port;
    private final BooleanSupplier tls;

    @Inject
    PortCheck(HealthConfig config, @ConfigProperty(name = "quarkus.http.host") String host, HttpServer server) {
        this(
                config.port(),
                host,
                () -> Math.max(server.getPort(), server.getSecurePort()),
                () -> server.getPort() <= 0);
    }

    /**
     * @param host what is listened on; a wildcard stands for all addresses, of which the loopback one is asked
     * @param port its number, not positive before it is listened on
     * @param tls whether it is listened on with TLS alone
     */
    PortCheck(HealthConfig.Pace pace, String host, IntSupplier port, BooleanSupplier tls) {
        this.pace = pace;
        this.host = host;
        this.port = port;
        this.tls = tls;
    }

    void route(@Observes Router router) {
        router.get(PATH)
                .handler(context -> context.response().setStatusCode(204).end());
    }

    /** Whether there is a port yet. */
    boolean listening() {
        return port.getAsInt() > 0;
    }

    @Override
    public String name() {
        return "port";
    }

    @Override
    public boolean vital() {
        return true;
    }

    @Override
    public HealthConfig.Pace pace() {
        return pace;
    }

    @Override
    public Finding look() {
        try {
            return answers() ? Finding.pass() : Finding.fail(NO_ANSWER, Map.of());
        } catch (IOException e) {
            LOG.debug("The own port did not answer", e);
            return Finding.fail(NO_ANSWER, Map.of());
        }
    }

    /** Connection and answer share the time. */
    private boolean answers() throws IOException {
        InetAddress bound = InetAddress.getByName(host);
        InetAddress to = bound.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : bound;
        int millis = Math.toIntExact(Math.max(1, pace.deadline().toMillis()));
        long end = System.nanoTime() + pace.deadline().toNanos();
        try (Socket plain = new Socket()) {
            plain.connect(new InetSocketAddress(to, port.getAsInt()), millis);
            plain.setSoTimeout(millis);
            Socket socket = tls.getAsBoolean() ? encrypted(plain) : plain;
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            socket.setSoTimeout(Math.toIntExact(Math.max(1, left)));
            String request = "GET " + PATH + " HTTP/1.1\r\nHost: " + literal(to) + ":" + port.getAsInt()
                    + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String status = new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
            return status != null && status.startsWith(ANSWER);
        }
    }

    /**
     * Any certificate will do: what is asked is whether this machine's own port answers, nothing of a secret is sent,
     * and nothing that comes back is believed but that something came. It may be expired, or be for another name than
     * the address; neither is healed by a restart.
     */
    private static Socket encrypted(Socket plain) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[0], new TrustManager[] {new AnyCertificate()}, new SecureRandom());
            return context.getSocketFactory()
                    .createSocket(plain, plain.getInetAddress().getHostAddress(), plain.getPort(), true);
        } catch (GeneralSecurityException e) {
            throw new IOException("every Java platform has TLS", e);
        }
    }

    private static final class AnyCertificate extends X509ExtendedTrustManager {

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {
            // See above.
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
            // See above.
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
            // See above.
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            throw new CertificateException("this is no server");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            throw new CertificateException("this is no server");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
            throw new CertificateException("this is no server");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    private static String literal(InetAddress address) {
        String text = address.getHostAddress().replaceFirst("%.*", "");
        return text.indexOf(':') < 0 ? text : "[" + text + "]";
    }
}
