package ai.hermes.sessions.tracing;

import ai.hermes.sessions.wire.ApiException;
import io.opentelemetry.exporter.internal.otlp.traces.TraceRequestMarshaler;
import io.opentelemetry.sdk.trace.data.SpanData;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends spans to a collector, by OTLP over HTTP. Follows no redirect, and asks no address that was not configured: one
 * that a request names has to be on the list of those that are allowed, to the letter.
 */
@Singleton
class CollectorClient {

    private static final String PATH = "/v1/traces";
    private static final int ATTEMPTS = 3;
    private static final long PAUSE_MILLIS = 300;
    /** What the protocol says is worth another try. */
    private static final Set<Integer> PASSING = Set.of(429, 502, 503, 504);

    private final TracingConfig config;
    private final HttpClient http;

    @Inject
    CollectorClient(TracingConfig config) {
        this.config = config;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(config.timeout())
                .build();
    }

    /**
     * The collector that is meant.
     *
     * @param named the base address that a request names; empty for the configured one
     * @throws ApiException 400 if none is configured, 403 if the named one is not allowed
     */
    Collector collector(Optional<String> named) {
        Optional<URI> usual = config.endpoint();
        if (named.isEmpty() || named.equals(usual.map(URI::toString))) {
            return usual.map(it -> new Collector(traces(it), config.headers()))
                    .orElseThrow(() -> new ApiException(
                            400,
                            "collector_not_configured",
                            "No collector is configured.",
                            Map.of("remedy", "Set hermes.tracing.endpoint to the base address of one.")));
        }
        return config.allowedEndpoints().orElse(List.of()).stream()
                .filter(it -> it.toString().equals(named.get()))
                .findFirst()
                .map(it -> new Collector(traces(it), Map.of()))
                .orElseThrow(() -> new ApiException(
                        403,
                        "collector_not_allowed",
                        "That collector is not one that may be named.",
                        Map.of("remedy", "Add it to hermes.tracing.allowed-endpoints.")));
    }

    private static URI traces(URI base) {
        return URI.create(base.toString().replaceAll("/+$", "") + PATH);
    }

    /** @throws ApiException 502 if the collector does not take them */
    void send(Collector collector, List<SpanData> spans) {
        HttpRequest.Builder request = HttpRequest.newBuilder(collector.address())
                .timeout(config.timeout())
                .header("Content-Type", "application/x-protobuf")
                .POST(HttpRequest.BodyPublishers.ofByteArray(bytes(spans)));
        collector.headers().forEach(request::header);
        int status = status(request.build());
        for (int attempt = 1; PASSING.contains(status) && attempt < ATTEMPTS; attempt++) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS * attempt));
            status = status(request.build());
        }
        if (status / 100 != 2) {
            throw new ApiException(
                    502, "collector_refused", "The collector did not take the traces.", Map.of("status", status));
        }
    }

    private int status(HttpRequest request) {
        try {
            HttpResponse<InputStream> response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            // The timeout ends with the headers: a body that is not sent to its end would be waited for for ever.
            response.body().close();
            return response.statusCode();
        } catch (IOException e) {
            throw new ApiException(502, "collector_unreachable", "The collector does not answer.", Map.of());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ApiException(502, "collector_unreachable", "The collector was not waited for.", Map.of());
        }
    }

    private static byte[] bytes(List<SpanData> spans) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            TraceRequestMarshaler.create(spans).writeBinaryTo(out);
        } catch (IOException e) {
            throw new IllegalStateException("memory takes all that is written to it", e);
        }
        return out.toByteArray();
    }

    /**
     * Where spans are sent.
     *
     * @param address the whole address
     * @param headers what is sent along
     */
    record Collector(URI address, Map<String, String> headers) {}
}
