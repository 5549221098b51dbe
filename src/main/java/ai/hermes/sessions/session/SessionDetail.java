package ai.hermes.sessions.session;

import ai.hermes.sessions.conversation.Conversation;
import ai.hermes.sessions.conversation.SessionRow;
import ai.hermes.sessions.masking.MaskedPlaces;
import ai.hermes.sessions.transcript.Message;
import ai.hermes.sessions.transcript.MessageWindow;
import ai.hermes.sessions.transcript.WindowRequest;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Optional;

/**
 * One conversation on the wire: its row, where it is held, and a window of its messages.
 *
 * @param note what a person noted about it; there only where something was
 * @param actualMessageCount the same as {@code message_count}, as text: clients know it so
 * @param segments ids of its sessions from root to tip
 * @param continuationSessionId where another segment was asked for: the one that the conversation goes on in
 * @param toolCalls always empty: each call is in its message
 * @param messagesTruncated whether there are earlier messages
 * @param messagesOffset number of the first message here, counted from 0 over the whole conversation
 * @param fault why the store cannot be read now, so that this is what was read before; absent while it can
 * @param snapshotAgeSeconds how long ago that was; absent as well
 * @param maskedCount how many credentials are masked in it; absent where none is
 */
@JsonNaming(SnakeCaseStrategy.class)
public record SessionDetail(
        @JsonUnwrapped SessionSummary summary,
        @JsonUnwrapped ChatOrigin origin,
        @JsonUnwrapped Extras.Of extras,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String sessionKey,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> platform,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> note,
        double lastMessageAt,
        String actualMessageCount,
        List<String> segments,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> continuationSessionId,
        List<Message> messages,
        List<Object> toolCalls,
        List<Object> pendingAttachments,
        @JsonProperty("_messages_truncated") boolean messagesTruncated,
        @JsonProperty("_messages_offset") int messagesOffset,
        @JsonProperty("_msg_limit_max") int msgLimitMax,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<FaultNotice> fault,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Double> snapshotAgeSeconds,

        @JsonProperty("_masked_count") @JsonInclude(JsonInclude.Include.NON_EMPTY)
        MaskedPlaces maskedCount) {

    /** The envelope that clients expect. */
    public record Envelope(SessionDetail session) {}

    /**
     * @param asked the id that was asked for
     * @param summary the row, with numbers that agree with the window
     * @param outdated where it could not be read now: why not, and how old it is
     */
    static SessionDetail of(
            String asked,
            Conversation conversation,
            SessionSummary summary,
            Extras.Of extras,
            Reading reading,
            Optional<Outdated> outdated) {
        MessageWindow window = reading.window();
        String tip = conversation.tip().id();
        return new SessionDetail(
                summary,
                reading.origin(),
                extras,
                conversation.tip().sessionKey(),
                summary.isMessagingSession() ? conversation.source().tag() : Optional.empty(),
                conversation.annotation().note(),
                summary.updatedAt(),
                String.valueOf(summary.messageCount()),
                conversation.segments().stream().map(SessionRow::id).toList(),
                tip.equals(asked) ? Optional.empty() : Optional.of(tip),
                window.messages(),
                List.of(),
                List.of(),
                window.truncated(),
                window.offset(),
                WindowRequest.MAX_LIMIT,
                outdated.map(Outdated::fault),
                outdated.map(Outdated::seconds),
                MaskedPlaces.SO_FAR);
    }
}
