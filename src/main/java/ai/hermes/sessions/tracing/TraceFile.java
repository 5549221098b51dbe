package ai.hermes.sessions.tracing;

import io.opentelemetry.exporter.internal.otlp.traces.TraceRequestMarshaler;
import io.opentelemetry.sdk.trace.data.SpanData;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes traces as JSON: one document of the protocol's form, or one in each line, as a collector reads from a file.
 * What is written was read before; no store is open meanwhile.
 */
final class TraceFile implements StreamingOutput {

    /** How each document of the protocol begins and ends; what is between can be put into one. */
    private static final String HEAD = "{\"resourceSpans\":[";

    private static final String TAIL = "]}";

    private final List<SpanData> first;
    private final TraceExport export;
    private final TraceRepository traces;
    private final boolean lines;

    /** @param first the spans that were taken already, to see that there are some */
    TraceFile(List<SpanData> first, TraceExport export, TraceRepository traces, boolean lines) {
        this.first = first;
        this.export = export;
        this.traces = traces;
        this.lines = lines;
    }

    @Override
    public void write(OutputStream out) throws IOException {
        if (!lines) {
            out.write(HEAD.getBytes(StandardCharsets.UTF_8));
        }
        write(out, first, false);
        while (export.hasNext()) {
            write(out, traces.next(export), true);
        }
        if (!lines) {
            out.write(TAIL.getBytes(StandardCharsets.UTF_8));
        }
    }

    private void write(OutputStream out, List<SpanData> spans, boolean more) throws IOException {
        ByteArrayOutputStream document = new ByteArrayOutputStream();
        TraceRequestMarshaler.create(spans).writeJsonTo(document);
        String json = document.toString(StandardCharsets.UTF_8);
        if (lines) {
            out.write((json + "\n").getBytes(StandardCharsets.UTF_8));
        } else if (!spans.isEmpty()) {
            String inner = json.substring(HEAD.length(), json.length() - TAIL.length());
            out.write(((more ? "," : "") + inner).getBytes(StandardCharsets.UTF_8));
        }
    }
}
