package ai.hermes.sessions.masking;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.AttributeType;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdkBuilder;
import io.opentelemetry.sdk.internal.ExceptionAttributeResolver;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.internal.ExtendedSpanProcessor;
import io.opentelemetry.sdk.trace.internal.SdkTracerProviderUtil;
import io.quarkus.opentelemetry.runtime.AutoConfiguredOpenTelemetrySdkBuilderCustomizer;
import jakarta.inject.Singleton;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Keeps credentials out of traces and metrics: people paste them into what they search for, which is a part of an
 * address. Before a span ends all its texts are looked through; what failures say is looked through when they are
 * noted.
 */
@Singleton
final class MaskedSpans implements AutoConfiguredOpenTelemetrySdkBuilderCustomizer, ExtendedSpanProcessor {

    private static final AttributeKey<String> PATH = AttributeKey.stringKey("url.path");
    private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
    private static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");
    private static final long NOT_FOUND = 404;
    /** Of an address that nothing serves nobody knows what it means: its long parts may be anything. */
    private static final Pattern LONG_PART = Pattern.compile("/[^/]{12,}");

    private static final Pattern NO_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

    /** The token that opens a share, in its address. */
    private static final Pattern SHARE = Pattern.compile("(/share/)[0-9a-f]{40}(?![0-9a-f])");

    @Override
    public void customize(AutoConfiguredOpenTelemetrySdkBuilder sdk) {
        // An example that is sent along with a metric has what was left out of the metric itself: addresses as they
        // came.
        sdk.addPropertiesCustomizer(config -> Map.of("otel.metrics.exemplar.filter", "always_off"));
        sdk.addTracerProviderCustomizer((tracers, config) -> {
            SdkTracerProviderUtil.setExceptionAttributeResolver(tracers, MaskedSpans::describe);
            return tracers.addSpanProcessor(this);
        });
    }

    private static void describe(
            ExceptionAttributeResolver.AttributeSetter span, Throwable failure, int maxAttributeLength) {
        ExceptionAttributeResolver.getDefault()
                .setExceptionAttributes(span, MaskedFailure.of(failure), maxAttributeLength);
        span.setAttribute(
                ExceptionAttributeResolver.EXCEPTION_TYPE, failure.getClass().getName());
    }

    @Override
    public void onEnding(ReadWriteSpan span) {
        mask(span.getName(), span::updateName);
        span.getAttributes().forEach((key, value) -> {
            if (key.getType() == AttributeType.STRING) {
                mask(value.toString(), text -> span.setAttribute(AttributeKey.stringKey(key.getKey()), text));
            }
        });
        String path = span.getAttribute(PATH);
        Long status = span.getAttribute(STATUS);
        if (path != null && (span.getAttribute(ROUTE) == null || status != null && status == NOT_FOUND)) {
            span.setAttribute(PATH, LONG_PART.matcher(path).replaceAll("/" + Found.HIDDEN));
        }
    }

    private static void mask(String text, Consumer<String> change) {
        String closed = SHARE.matcher(text).replaceAll("$1***");
        if (!closed.equals(text)) {
            change.accept(closed);
        }
        Masked masked = Masking.always(closed);
        Masked plain = Masking.always(decoded(masked.text()));
        if (plain.places() > 0) {
            change.accept(plain.text());
        } else if (masked.places() > 0) {
            change.accept(masked.text());
        }
    }

    /**
     * Paths come as they were sent: there a colon or a blank is something else than what a rule looks for. What is no
     * escape stays as it is.
     */
    private static String decoded(String text) {
        if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
            return text;
        }
        return URLDecoder.decode(NO_ESCAPE.matcher(text).replaceAll("%25"), StandardCharsets.UTF_8);
    }

    @Override
    public boolean isOnEndingRequired() {
        return true;
    }

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {
        // Nothing leaves before the end.
    }

    @Override
    public boolean isStartRequired() {
        return false;
    }

    @Override
    public void onEnd(ReadableSpan span) {
        // It cannot be changed any more.
    }

    @Override
    public boolean isEndRequired() {
        return false;
    }
}
