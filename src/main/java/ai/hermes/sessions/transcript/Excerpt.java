package ai.hermes.sessions.transcript;

import ai.hermes.sessions.masking.MaskedTexts;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A message of which long texts are cut. Texts are empty, and absent on the wire, where there are none.
 *
 * @param id its id
 * @param sessionId the session that it is stored in
 * @param segment number of that session in the conversation, from 0 on
 * @param role who speaks: user, assistant, tool or system
 * @param kind what to show it as
 * @param displayKind how the agent wants it shown
 * @param synthetic whether the agent put it in, so that nobody said it
 * @param compacted whether the agent replaced it by a summary
 * @param rewound whether it was undone
 * @param content text, or a list of {@link Part}
 * @param timestamp when, in seconds since 1970; 0, and absent on the wire, where it is not known
 * @param toolCallId the call that this is the result of
 * @param toolName the tool that was called
 * @param toolCalls calls of tools
 * @param toolCallsUnparsed what stands in place of the calls and cannot be read
 * @param reasoning what a model thought
 * @param finishReason why the model stopped
 * @param attachments files that came with it; a store has them in its text
 * @param cut what was cut, by name of the field
 * @param masked how many credentials were masked in what was cut
 * @param maskedTexts what was cut, which is masked already
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Excerpt(
        long id,
        String sessionId,
        int segment,
        String role,
        Kind kind,
        String displayKind,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean synthetic,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean compacted,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean rewound,

        @JsonInclude(JsonInclude.Include.ALWAYS)
        @Schema(
                description = "A text, or parts",
                oneOf = {String.class, Part[].class})
        Object content,

        @JsonInclude(JsonInclude.Include.NON_DEFAULT) double timestamp,
        String toolCallId,
        String toolName,
        List<ToolCall> toolCalls,
        String toolCallsUnparsed,
        String reasoning,
        String finishReason,
        Optional<JsonNode> attachments,
        Map<String, Cut> cut,
        @JsonIgnore int masked,
        @JsonIgnore MaskedTexts maskedTexts) {

    /** Whether the digests of all its cut texts are known. */
    @JsonIgnore
    public boolean digested() {
        return cut.values().stream().allMatch(Cut::known);
    }

    /** The same, with what is known of its cut texts by now. */
    public Excerpt with(UnaryOperator<Map.Entry<String, Cut>> known) {
        Map<String, Cut> all = new TreeMap<>();
        cut.entrySet().forEach(it -> {
            Map.Entry<String, Cut> now = known.apply(it);
            all.put(now.getKey(), now.getValue());
        });
        return new Excerpt(
                id,
                sessionId,
                segment,
                role,
                kind,
                displayKind,
                synthetic,
                compacted,
                rewound,
                content,
                timestamp,
                toolCallId,
                toolName,
                toolCalls,
                toolCallsUnparsed,
                reasoning,
                finishReason,
                attachments,
                all,
                masked,
                maskedTexts);
    }
}
