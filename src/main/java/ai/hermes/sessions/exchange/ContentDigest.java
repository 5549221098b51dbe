package ai.hermes.sessions.exchange;

import ai.hermes.sessions.transcript.Message;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A digest of what a conversation says: of its messages in order, without their ids, which are others wherever it is
 * kept. It is the same of what is exported, imported and exported again.
 */
final class ContentDigest {

    private final MessageDigest all = sha256();
    private final Function<String, String> text;
    private final Function<JsonNode, String> json;

    /**
     * @param text a text as it is written into an export
     * @param json the same of JSON
     */
    ContentDigest(Function<String, String> text, Function<JsonNode, String> json) {
        this.text = text;
        this.json = json;
    }

    void add(Message message) {
        JsonNode content = message.content().value();
        add(
                message,
                taker -> taker.accept(content.isTextual() ? text.apply(content.textValue()) : json.apply(content)));
    }

    /** @param content gives the content as it is written, in pieces */
    void add(Message message, Consumer<Consumer<String>> content) {
        all.update("message\n".getBytes(StandardCharsets.US_ASCII));
        field("role", message.role());
        MessageDigest said = sha256();
        content.accept(piece -> said.update(piece.getBytes(StandardCharsets.UTF_8)));
        note("content", said);
        field("timestamp", message.timestamp() == 0 ? "" : Double.toString(message.timestamp()));
        tree("tool_calls", message.toolUse().toolCalls());
        field("tool_calls_unparsed", text.apply(message.toolUse().toolCallsUnparsed()));
        field("tool_call_id", text.apply(message.toolUse().toolCallId()));
        field("tool_name", text.apply(message.toolUse().toolName()));
        field("finish_reason", text.apply(message.finishReason()));
        field("reasoning", text.apply(message.thoughts().reasoning()));
        field("reasoning_content", text.apply(message.thoughts().reasoningContent()));
        tree("reasoning_details", message.thoughts().reasoningDetails());
        tree("codex_reasoning_items", message.thoughts().codexReasoningItems());
        tree("codex_message_items", message.thoughts().codexMessageItems());
        field("display_kind", text.apply(message.displayKind()));
        field("compacted", message.compacted() ? "1" : "");
        field("synthetic", message.synthetic() ? "1" : "");
        tree("attachments", message.attachments());
    }

    private void tree(String name, Optional<JsonNode> value) {
        value.ifPresent(it -> field(name, json.apply(it)));
    }

    private void field(String name, String value) {
        if (!value.isEmpty()) {
            MessageDigest digest = sha256();
            digest.update(value.getBytes(StandardCharsets.UTF_8));
            note(name, digest);
        }
    }

    private void note(String name, MessageDigest digest) {
        all.update((name + ' ').getBytes(StandardCharsets.US_ASCII));
        all.update(digest.digest());
    }

    /** Lower-case hex. Nothing can be added after. */
    String hex() {
        return HexFormat.of().formatHex(all.digest());
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
