package ai.hermes.sessions.telemetry;

import io.opentelemetry.exporter.prometheus.PrometheusMetricReader;
import io.opentelemetry.sdk.metrics.export.MetricReader;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/**
 * All metrics in the text form of Prometheus. The values are the same that are sent to a collector, if there is one.
 */
@Singleton
final class PrometheusRoute {

    private static final String PATH = "/q/metrics";
    private static final int USUAL_SIZE = 64 * 1024;

    private final PrometheusMetricReader reader = new PrometheusMetricReader(attribute -> false);
    private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();

    MetricReader reader() {
        return reader;
    }

    void register(@Observes Router router) {
        // Not in the event loop: files are looked at for some of the values.
        router.get(PATH).blockingHandler(this::answer, false);
    }

    private void answer(RoutingContext context) {
        ByteArrayOutputStream text = new ByteArrayOutputStream(USUAL_SIZE);
        try {
            writer.write(text, reader.collect());
        } catch (IOException e) {
            context.fail(e);
            return;
        }
        context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, writer.getContentType())
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(Buffer.buffer(text.toByteArray()));
    }
}
