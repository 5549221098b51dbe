package ai.hermes.sessions.tracing;

import ai.hermes.sessions.transcript.Message;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * What a span needs of a message.
 *
 * @param id its id
 * @param sessionId the session that it is stored in
 * @param role who speaks
 * @param at when, in seconds since 1970; 0 where that is not known
 * @param text what it says; empty unless that is told
 * @param calls the calls of tools that it makes
 * @param callId the call that it is the result of; empty where it is none
 * @param toolName the tool that was called; empty where it is no result
 * @param finishReason why the model stopped; empty where that is not known
 * @param synthetic whether the agent put it in
 */
record Moment(
        long id,
        String sessionId,
        String role,
        double at,
        String text,
        List<Call> calls,
        String callId,
        String toolName,
        String finishReason,
        boolean synthetic) {

    static Moment of(Message message, TraceText texts) {
        return new Moment(
                message.id(),
                message.sessionId(),
                message.role(),
                message.timestamp(),
                texts.content() ? texts.safe(text(message.content().value())) : "",
                calls(message, texts),
                message.toolUse().toolCallId(),
                message.toolUse().toolName(),
                message.finishReason(),
                message.synthetic());
    }

    /** The text, or the texts of the parts: pictures and the like are not told. */
    private static String text(JsonNode content) {
        if (content.isTextual()) {
            return content.textValue();
        }
        List<String> parts = new ArrayList<>();
        content.findValues("text").forEach(it -> parts.add(it.asText()));
        return String.join("\n", parts);
    }

    private static List<Call> calls(Message message, TraceText texts) {
        List<Call> calls = new ArrayList<>();
        message.toolUse()
                .toolCalls()
                .ifPresent(all -> all.forEach(call -> {
                    JsonNode function = call.path("function");
                    String name = function.path("name").asText(call.path("name").asText(""));
                    String arguments = texts.content()
                            ? texts.safe(function.path("arguments").asText(""))
                            : "";
                    calls.add(
                            new Call(call.path("id").asText(call.path("call_id").asText("")), name, arguments));
                }));
        return calls;
    }

    /** Of what was said, so far as it is told. */
    long characters() {
        return text.length()
                + calls.stream().mapToLong(it -> it.arguments().length()).sum();
    }

    boolean user() {
        return role.equals("user") && !synthetic;
    }

    boolean answer() {
        return role.equals("assistant");
    }

    boolean result() {
        return role.equals("tool");
    }

    /** The same without what was said. */
    Moment withoutText() {
        return new Moment(
                id,
                sessionId,
                role,
                at,
                "",
                calls.stream().map(it -> new Call(it.id(), it.name(), "")).toList(),
                callId,
                toolName,
                finishReason,
                synthetic);
    }

    /** The same at another time. */
    Moment at(double time) {
        return new Moment(id, sessionId, role, time, text, calls, callId, toolName, finishReason, synthetic);
    }

    /**
     * A call of a tool.
     *
     * @param id its id; empty where it has none
     * @param name the tool
     * @param arguments what it was given; empty unless that is told
     */
    record Call(String id, String name, String arguments) {}
}
