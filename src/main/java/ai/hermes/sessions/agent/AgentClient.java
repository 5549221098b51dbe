package ai.hermes.sessions.agent;

import ai.hermes.sessions.masking.Unmasked;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * Asks API servers. Each request has an end, whatever the server does, each answer a size, and no more than a few
 * requests are under way at a time. Waits for the answer, so it is called on worker threads only. Follows no redirect:
 * the key is for the server that was configured.
 *
 * <p>Java's own client: one connection now and then needs no second HTTP stack beside the one that serves.
 */
@Singleton
final class AgentClient {

    private static final Logger LOG = Logger.getLogger(AgentClient.class);
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int THREADS = 2;

    private final ObjectMapper json;
    private final Duration timeout;
    private final long maxAnswer;
    private final Semaphore slots;
    private final ExecutorService threads;
    private final HttpClient http;

    @Inject
    AgentClient(AgentConfig config, @Unmasked ObjectMapper json) {
        this.json = json;
        this.timeout = config.timeout();
        this.maxAnswer = config.maxAnswer().asLongValue();
        this.slots = new Semaphore(config.maxRequests(), true);
        this.threads = threads();
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT.compareTo(timeout) < 0 ? CONNECT : timeout)
                .executor(threads)
                .build();
    }

    private static ExecutorService threads() {
        ThreadPoolExecutor threads =
                new ThreadPoolExecutor(THREADS, THREADS, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "hermes-agent");
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    /** Asks for a path. */
    Reply get(AgentServer server, String path) {
        return send(server, path, HttpRequest.newBuilder().GET());
    }

    /** Has what is at a path deleted. */
    Reply delete(AgentServer server, String path) {
        return send(server, path, HttpRequest.newBuilder().DELETE());
    }

    /** Has members of what is at a path changed. */
    Reply patch(AgentServer server, String path, Map<String, ?> members) {
        try {
            return send(
                    server,
                    path,
                    HttpRequest.newBuilder()
                            .header("Content-Type", "application/json")
                            .method("PATCH", BodyPublishers.ofByteArray(json.writeValueAsBytes(members))));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a value of JSON", e);
        }
    }

    private Reply send(AgentServer server, String path, HttpRequest.Builder request) {
        try {
            if (!slots.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                return Reply.Failure.BUSY;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Reply.Failure.BUSY;
        }
        try {
            return exchange(request.uri(server.uri(path))
                    .header("Authorization", server.authorization())
                    .header("Accept", "application/json")
                    .timeout(timeout)
                    .build());
        } finally {
            slots.release();
        }
    }

    private Reply exchange(HttpRequest request) {
        // The client's own limit ends with the header of the answer; a body may trickle on.
        CompletableFuture<HttpResponse<Optional<byte[]>>> sent =
                http.sendAsync(request, header -> new BoundedBody(maxAnswer));
        try {
            HttpResponse<Optional<byte[]>> response = sent.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return response.body()
                    .<Reply>map(body -> new Reply.Answer(response.statusCode(), parsed(body)))
                    .orElse(Reply.Failure.TOO_LARGE);
        } catch (TimeoutException e) {
            return Reply.Failure.TIMED_OUT;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Reply.Failure.CUT;
        } catch (ExecutionException e) {
            Reply.Failure failure = failure(e.getCause());
            LOG.debugf("The API server of the agent did not answer (%s): %s", failure, e.getCause());
            return failure;
        } finally {
            sent.cancel(true);
        }
    }

    private static Reply.Failure failure(Throwable cause) {
        if (cause instanceof HttpConnectTimeoutException
                || cause instanceof ConnectException
                || cause instanceof UnresolvedAddressException) {
            return Reply.Failure.NO_CONNECTION;
        } else if (cause instanceof HttpTimeoutException) {
            return Reply.Failure.TIMED_OUT;
        } else if (cause instanceof ProtocolException) {
            return Reply.Failure.GARBAGE;
        }
        return Reply.Failure.CUT;
    }

    private JsonNode parsed(byte[] body) {
        try {
            JsonNode node = json.readTree(body);
            return node == null ? MissingNode.getInstance() : node;
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    void stop(@Observes ShutdownEvent event) {
        threads.shutdownNow();
    }
}
