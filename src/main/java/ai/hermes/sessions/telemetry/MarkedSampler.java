package ai.hermes.sessions.telemetry;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.util.List;

/**
 * Keeps every span that is marked with {@link Names.Label#ALWAYS_SAMPLED} at its start. What becomes of the others,
 * those of the same trace included, another sampler decides.
 *
 * @param ordinary decides on spans that are not marked
 */
record MarkedSampler(Sampler ordinary) implements Sampler {

    @Override
    public SamplingResult shouldSample(
            Context parent,
            String traceId,
            String name,
            SpanKind kind,
            Attributes attributes,
            List<LinkData> parentLinks) {
        return Boolean.TRUE.equals(attributes.get(Names.Label.ALWAYS_SAMPLED))
                ? SamplingResult.recordAndSample()
                : ordinary.shouldSample(parent, traceId, name, kind, attributes, parentLinks);
    }

    @Override
    public String getDescription() {
        return "MarkedSampler{" + ordinary.getDescription() + "}";
    }
}
