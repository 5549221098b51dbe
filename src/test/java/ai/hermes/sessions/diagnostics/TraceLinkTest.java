package ai.hermes.sessions.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceLinkTest {

    private static final SpanContext SPAN = SpanContext.create(
            "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", TraceFlags.getSampled(), TraceState.getDefault());

    @Test
    void idsTakeTheirPlacesInTheAddress() {
        // given
        TraceLink link = new TraceLink(Optional.of("https://tempo.test/trace/{trace_id}?span={span_id}"));

        // when
        Optional<String> address = link.of(SPAN);

        // then
        assertThat(address).contains("https://tempo.test/trace/0af7651916cd43dd8448eb211c80319c?span=b7ad6b7169203331");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert('{trace_id}')",
                "data:text/html,{trace_id}",
                "/trace/{trace_id}",
                "https://tempo.test/"
            })
    void whatIsNoAddressOfATraceIsNone(String template) {
        // when
        Optional<String> address = new TraceLink(Optional.of(template)).of(SPAN);

        // then
        assertThat(address).isEmpty();
    }
}
