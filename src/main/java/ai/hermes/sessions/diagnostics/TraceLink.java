package ai.hermes.sessions.diagnostics;

import io.opentelemetry.api.trace.SpanContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where a trace can be looked at, if somebody said where. */
@Singleton
final class TraceLink {

    static final String TRACE = "{trace_id}";
    static final String SPAN = "{span_id}";

    /** An address of any other kind could run in the page that shows it. */
    private static final Pattern WEB = Pattern.compile("(?i)https?://.*");

    private final Optional<String> template;

    @Inject
    TraceLink(DiagnosticsConfig config) {
        this(config.traceUrl());
    }

    TraceLink(Optional<String> template) {
        this.template = template.filter(it -> WEB.matcher(it).matches() && it.contains(TRACE));
    }

    /** The address; empty where none is set up. Ids are hexadecimal, so that nothing has to be encoded. */
    Optional<String> of(SpanContext span) {
        return template.map(it -> it.replace(TRACE, span.getTraceId()).replace(SPAN, span.getSpanId()));
    }
}
