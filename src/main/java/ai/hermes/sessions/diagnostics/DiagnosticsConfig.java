package ai.hermes.sessions.diagnostics;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** What is told beside what the service knows of itself. */
@ConfigMapping(prefix = "hermes.diagnostics")
public interface DiagnosticsConfig {

    /**
     * Address at which a trace is shown, http or https, with {@value TraceLink#TRACE} in the place of its id and, where
     * wanted, {@value TraceLink#SPAN} in that of the span. Without it, traces are told by their id only.
     */
    Optional<String> traceUrl();
}
