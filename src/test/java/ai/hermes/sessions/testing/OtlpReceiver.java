package ai.hermes.sessions.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/** A collector: takes what is sent by OTLP over HTTP, as protocol buffers, and keeps it. */
public final class OtlpReceiver implements AutoCloseable {

    private final HttpServer server;
    private final List<Span> spans = new CopyOnWriteArrayList<>();
    private final Map<Span, Instant> arrivals = new ConcurrentHashMap<>();
    private final List<Metric> metrics = new CopyOnWriteArrayList<>();

    private OtlpReceiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/v1/traces", exchange -> {
            try (InputStream body = body(exchange)) {
                ExportTraceServiceRequest.parseFrom(body)
                        .getResourceSpansList()
                        .forEach(resource -> resource.getScopeSpansList()
                                .forEach(scope -> scope.getSpansList().forEach(this::arrived)));
            }
            accepted(exchange);
        });
        server.createContext("/v1/metrics", exchange -> {
            try (InputStream body = body(exchange)) {
                ExportMetricsServiceRequest.parseFrom(body)
                        .getResourceMetricsList()
                        .forEach(resource -> resource.getScopeMetricsList()
                                .forEach(scope -> metrics.addAll(scope.getMetricsList())));
            }
            accepted(exchange);
        });
        server.start();
    }

    private void arrived(Span span) {
        arrivals.put(span, Instant.now());
        spans.add(span);
    }

    /** A receiver on a free port of the loopback interface. */
    public static OtlpReceiver start() {
        return new OtlpReceiver();
    }

    /** Where to send to, for {@code quarkus.otel.exporter.otlp.endpoint} or {@code OTEL_EXPORTER_OTLP_ENDPOINT}. */
    public String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** All spans that have arrived, oldest first. */
    public List<Span> spans() {
        return List.copyOf(spans);
    }

    /** The spans of a name, or with a name that begins with it. */
    public List<Span> spans(String name) {
        return spans.stream().filter(span -> span.getName().startsWith(name)).toList();
    }

    /** When a span arrived here. */
    public Instant arrival(Span span) {
        return arrivals.get(span);
    }

    /** All metrics that have arrived, as often as they were sent. */
    public List<Metric> metrics() {
        return List.copyOf(metrics);
    }

    /** The id of a span's trace, in the form that is shown to people. */
    public static String traceId(Span span) {
        return HexFormat.of().formatHex(span.getTraceId().toByteArray());
    }

    /** A span's attributes, by name: texts, numbers, and lists as their text. */
    public static Map<String, Object> attributes(Span span) {
        return attributes(span.getAttributesList());
    }

    /** Attributes by name. */
    public static Map<String, Object> attributes(List<KeyValue> attributes) {
        return attributes.stream().collect(Collectors.toMap(KeyValue::getKey, it -> value(it.getValue())));
    }

    private static Object value(AnyValue value) {
        return switch (value.getValueCase()) {
            case STRING_VALUE -> value.getStringValue();
            case BOOL_VALUE -> value.getBoolValue();
            case INT_VALUE -> value.getIntValue();
            case DOUBLE_VALUE -> value.getDoubleValue();
            default -> value.toString();
        };
    }

    private static InputStream body(HttpExchange exchange) throws IOException {
        boolean packed = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        return packed ? new GZIPInputStream(exchange.getRequestBody()) : exchange.getRequestBody();
    }

    private static void accepted(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "application/x-protobuf");
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
