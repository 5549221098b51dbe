package ai.hermes.sessions.tracing;

import ai.hermes.sessions.annotation.ConversationKey;
import ai.hermes.sessions.conversation.Conversation;
import ai.hermes.sessions.conversation.SessionRow;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One conversation as a trace, by the conventions for generative AI: a span of the whole, in it one of each session, in
 * these one of each turn, in these one of each answer of the model and of each call of a tool. Tokens are known of
 * sessions alone, so they stand at their spans and nowhere else: who adds them up gets what the store has.
 */
final class ConversationTrace {

    private static final AttributeKey<String> LINK = AttributeKey.stringKey("hermes.link");

    private final Conversation conversation;
    private final ConversationKey key;
    private final Map<String, Moment> results = new HashMap<>();
    private final List<Moment> moments;
    private final List<Conversation> children;
    private final TraceText texts;
    private final long withoutText;
    private final List<String> missing;
    private final Resource resource;
    private final List<SpanData> spans = new ArrayList<>();

    private ConversationTrace(
            Conversation conversation,
            TextBudget messages,
            List<Conversation> children,
            TraceText texts,
            List<String> missing) {
        this.conversation = conversation;
        this.key = conversation.key();
        this.moments = timed(conversation, messages.moments());
        this.children = children;
        this.texts = texts;
        this.withoutText = messages.withoutText();
        this.missing = missing;
        this.resource = Resource.create(Attributes.builder()
                .put("service.name", "hermes-agent")
                .put("hermes.profile", conversation.profile().name())
                .build());
        this.moments.stream()
                .filter(it -> it.result() && !it.callId().isEmpty())
                .forEach(it -> results.putIfAbsent(it.callId(), it));
    }

    /**
     * The spans of a conversation.
     *
     * @param messages its messages
     * @param children conversations that came of it
     * @param missing what of it cannot be read, and why
     */
    static List<SpanData> of(
            Conversation conversation,
            TextBudget messages,
            List<Conversation> children,
            TraceText texts,
            List<String> missing) {
        return new ConversationTrace(conversation, messages, children, texts, missing).spans();
    }

    /** Messages of which no time is known are taken to be of that of the one before. */
    private static List<Moment> timed(Conversation conversation, List<Moment> moments) {
        List<Moment> timed = new ArrayList<>(moments.size());
        double last = conversation.root().startedAt();
        for (Moment each : moments) {
            last = each.at() > 0 ? each.at() : last;
            timed.add(each.at(last));
        }
        return timed;
    }

    private List<SpanData> spans() {
        SessionRow root = conversation.root();
        double end = Math.max(conversation.activity(), lastAt(moments, root.startedAt()));
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("gen_ai.operation.name", "invoke_workflow");
        values.put("gen_ai.conversation.id", root.id());
        values.put("hermes.source", root.source());
        values.put("hermes.sessions", (long) conversation.segments().size());
        values.put("hermes.messages", (long) moments.size());
        values.put("hermes.messages_without_text", withoutText);
        values.put("hermes.not_exported", missing);
        values.put("hermes.title", texts.content() ? conversation.title() : "");
        add(
                "conversation",
                SpanKind.INTERNAL,
                TraceIds.conversation(key),
                SpanContext.getInvalid(),
                root.startedAt(),
                end,
                values,
                List.of());
        for (int i = 0; i < conversation.segments().size(); i++) {
            session(conversation.segments().get(i), i == conversation.segments().size() - 1);
        }
        return spans;
    }

    private void session(SessionRow row, boolean last) {
        List<Moment> own =
                moments.stream().filter(it -> it.sessionId().equals(row.id())).toList();
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("gen_ai.operation.name", "invoke_agent");
        values.put("gen_ai.agent.name", "hermes");
        values.put("gen_ai.conversation.id", conversation.root().id());
        values.put("gen_ai.provider.name", row.provider());
        values.put("gen_ai.request.model", row.model());
        // By the convention what the cache had is a part of the input; the agent counts it apart.
        values.put("gen_ai.usage.input_tokens", row.inputTokens() + row.cacheReadTokens() + row.cacheWriteTokens());
        values.put("gen_ai.usage.output_tokens", row.outputTokens());
        values.put("gen_ai.usage.cache_read.input_tokens", row.cacheReadTokens());
        values.put("gen_ai.usage.cache_creation.input_tokens", row.cacheWriteTokens());
        values.put("hermes.session.id", row.id());
        values.put("hermes.end_reason", row.endReason());
        row.cost().ifPresent(it -> values.put("hermes.cost_usd", it));
        SpanContext context = TraceIds.session(key, row.id());
        double end = Math.max(row.endedAt(), lastAt(own, row.startedAt()));
        add(
                "invoke_agent hermes",
                SpanKind.INTERNAL,
                context,
                TraceIds.conversation(key),
                row.startedAt(),
                last ? Math.max(end, conversation.activity()) : end,
                values,
                links(row));
        int from = 0;
        for (int i = 1; i <= own.size(); i++) {
            if (i == own.size() || own.get(i).user()) {
                turn(own.subList(from, i), row, context);
                from = i;
            }
        }
    }

    /** To the conversations that came of a session: each is a trace of its own, which may be sent another time. */
    private List<LinkData> links(SessionRow row) {
        List<LinkData> links = new ArrayList<>();
        children.stream()
                .filter(it -> it.parent()
                        .filter(parent -> parent.id().equals(row.id()))
                        .isPresent())
                .forEach(child -> links.add(LinkData.create(TraceIds.conversation(child.key()), link(child))));
        return links;
    }

    private static Attributes link(Conversation child) {
        return Attributes.of(
                LINK, child.child() ? "subagent" : child.link().name().toLowerCase(Locale.ROOT));
    }

    private void turn(List<Moment> turn, SessionRow row, SpanContext session) {
        Moment first = turn.get(0);
        SpanContext context = TraceIds.message(key, "turn", row.id(), first.id(), 0);
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("gen_ai.conversation.id", conversation.root().id());
        values.put("hermes.message.id", first.id());
        values.put("hermes.message.text", first.user() ? first.text() : "");
        add("turn", SpanKind.INTERNAL, context, session, first.at(), lastAt(turn, first.at()), values, List.of());
        double before = first.at();
        for (Moment each : turn) {
            if (each.answer()) {
                answer(each, before, row, context);
                calls(each, row, context);
            }
            before = each.at();
        }
    }

    private void answer(Moment answer, double asked, SessionRow row, SpanContext turn) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("gen_ai.operation.name", "chat");
        values.put("gen_ai.conversation.id", conversation.root().id());
        values.put("gen_ai.provider.name", row.provider());
        values.put("gen_ai.request.model", row.model());
        values.put(
                "gen_ai.response.finish_reasons",
                answer.finishReason().isEmpty() ? List.of() : List.of(answer.finishReason()));
        values.put("hermes.message.id", answer.id());
        values.put("hermes.message.text", answer.text());
        add(
                ("chat " + row.model()).strip(),
                SpanKind.CLIENT,
                TraceIds.message(key, "chat", row.id(), answer.id(), 0),
                turn,
                Math.min(asked, answer.at()),
                answer.at(),
                values,
                List.of());
    }

    private void calls(Moment answer, SessionRow row, SpanContext turn) {
        for (int i = 0; i < answer.calls().size(); i++) {
            Moment.Call call = answer.calls().get(i);
            Moment result = call.id().isEmpty() ? answer : results.getOrDefault(call.id(), answer);
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("gen_ai.operation.name", "execute_tool");
            values.put("gen_ai.conversation.id", conversation.root().id());
            values.put("gen_ai.tool.name", call.name());
            values.put("gen_ai.tool.call.id", call.id());
            values.put("gen_ai.tool.call.arguments", call.arguments());
            values.put("gen_ai.tool.call.result", result == answer ? "" : result.text());
            add(
                    ("execute_tool " + call.name()).strip(),
                    SpanKind.INTERNAL,
                    TraceIds.message(key, "tool", row.id(), answer.id(), i),
                    turn,
                    answer.at(),
                    result.at(),
                    values,
                    List.of());
        }
    }

    private void add(
            String name,
            SpanKind kind,
            SpanContext context,
            SpanContext parent,
            double start,
            double end,
            Map<String, Object> values,
            List<LinkData> links) {
        spans.add(new PastSpan(
                resource, texts.safe(name), kind, context, parent, start, end, texts.attributes(values), links));
    }

    private static double lastAt(List<Moment> moments, double otherwise) {
        return moments.stream().mapToDouble(Moment::at).max().orElse(otherwise);
    }
}
