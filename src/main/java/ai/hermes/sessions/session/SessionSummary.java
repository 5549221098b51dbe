package ai.hermes.sessions.session;

import ai.hermes.sessions.conversation.Conversation;
import ai.hermes.sessions.conversation.Job;
import ai.hermes.sessions.conversation.Keeper;
import ai.hermes.sessions.conversation.Link;
import ai.hermes.sessions.conversation.ParentSession;
import ai.hermes.sessions.conversation.SessionRow;
import ai.hermes.sessions.conversation.Source;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * One row of the list, with the names that clients know. A conversation appears under the id of its tip; times are
 * seconds since 1970; null is "none" in the fields that clients expect to be there.
 *
 * @param conversationId the id of the root: it stays the same when the conversation goes on in another segment
 * @param workspace working folder; empty where the agent noted none
 * @param messageCount messages of the tip
 * @param compressionSegmentCount how many segments are folded into it; null where it is one
 * @param relationshipType {@code child_session} where it branched from or works for another one; else null
 * @param keeper who has its messages: the agent's {@code store}, the old {@code webui}, or this service ({@code copy})
 * @param readOnly there, and true, only where nothing can be changed
 * @param sidebarReferenceOnly there, and true, only on archived parents that are sent along for nesting
 * @param hidden there, and true, only where it is out of all lists
 * @param tags there only where it has some
 * @param hasNote there, and true, only where it has a note
 * @param unread there, and true, only where it was active after it was last read
 * @param jobId the id of the job that it is a run of, as {@code jobs} of the list has it; there only where it is one
 * @param trashedAt when it was moved to the trash; there only while it is in it
 * @param attention always null: nothing of ours asks for attention
 */
@JsonNaming(SnakeCaseStrategy.class)
public record SessionSummary(
        String sessionId,
        String conversationId,
        String title,
        String workspace,
        String model,
        Optional<String> modelProvider,
        long messageCount,
        long userMessageCount,
        double createdAt,
        double updatedAt,
        boolean pinned,
        boolean archived,
        Optional<String> projectId,
        String profile,
        long inputTokens,
        long outputTokens,
        long cacheReadTokens,
        long cacheWriteTokens,
        OptionalDouble estimatedCost,
        OptionalLong cacheHitPercent,
        Optional<String> sourceTag,
        Optional<String> rawSource,
        String sessionSource,
        String sourceLabel,
        boolean isCliSession,
        boolean isMessagingSession,
        Optional<String> parentSessionId,
        Optional<String> parentTitle,
        Optional<String> parentSource,
        Optional<String> relationshipType,
        @JsonProperty("_parent_lineage_root_id") Optional<String> parentLineageRootId,
        @JsonProperty("_parent_lineage_tip_id") Optional<String> parentLineageTipId,
        @JsonProperty("_cross_surface_child_session") boolean crossSurfaceChildSession,
        @JsonProperty("_lineage_root_id") String lineageRootId,
        @JsonProperty("_lineage_tip_id") String lineageTipId,
        @JsonProperty("_compression_segment_count") Optional<Integer> compressionSegmentCount,
        Keeper keeper,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean readOnly,

        @JsonProperty("_sidebar_reference_only") @JsonInclude(JsonInclude.Include.NON_DEFAULT)
        boolean sidebarReferenceOnly,

        boolean isStreaming,
        boolean cronRunning,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean hidden,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> tags,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean hasNote,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean unread,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> jobId,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) OptionalDouble trashedAt,
        Optional<Object> attention) {

    /**
     * @param parent the conversation that its parent session belongs to
     * @param referenceOnly whether it is sent for others to be nested under it
     * @param now seconds since 1970
     */
    public static SessionSummary of(
            Conversation conversation, Optional<Conversation> parent, boolean referenceOnly, double now) {
        SessionRow root = conversation.root();
        SessionRow tip = conversation.tip();
        Source source = conversation.source();
        Optional<String> parentSource = conversation.parent().map(ParentSession::source);
        return new SessionSummary(
                tip.id(),
                root.id(),
                conversation.title(),
                tip.cwd(),
                tip.model(),
                some(tip.provider()),
                conversation.messageCount(),
                conversation.userMessageCount(),
                root.startedAt(),
                conversation.activity(),
                conversation.pinned(),
                conversation.archived(),
                conversation.annotation().projectId(),
                conversation.profile().name(),
                tip.inputTokens(),
                tip.outputTokens(),
                tip.cacheReadTokens(),
                tip.cacheWriteTokens(),
                tip.cost(),
                cacheHits(tip),
                source.tag(),
                source.tag(),
                source.kind().wireName(),
                source.label(),
                source.commandLine(),
                source.kind() == Source.Kind.MESSAGING,
                some(root.parentId()).or(() -> some(tip.parentId())),
                parent.map(Conversation::title),
                parentSource,
                conversation.link() == Link.ROOT ? Optional.empty() : Optional.of("child_session"),
                parent.map(it -> it.root().id()),
                parent.map(it -> it.tip().id()),
                parentSource.filter(it -> !it.equals(root.source())).isPresent(),
                root.id(),
                tip.id(),
                conversation.segments().size() > 1
                        ? Optional.of(conversation.segments().size())
                        : Optional.empty(),
                conversation.keeping().keeper(),
                conversation.child() || conversation.keeping().readOnly(),
                referenceOnly,
                conversation.running(now),
                source.kind() == Source.Kind.CRON && conversation.running(now),
                conversation.hidden(),
                conversation.annotation().tags().names(),
                conversation.annotation().note().isPresent(),
                conversation.unread(),
                Job.of(conversation).map(Job::id),
                conversation.annotation().trashedAt(),
                Optional.empty());
    }

    private static OptionalLong cacheHits(SessionRow row) {
        long all = row.inputTokens() + row.cacheReadTokens();
        return all > 0 && row.cacheReadTokens() > 0
                ? OptionalLong.of(Math.round(100.0 * row.cacheReadTokens() / all))
                : OptionalLong.empty();
    }

    private static Optional<String> some(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }
}
