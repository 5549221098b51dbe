package ai.hermes.sessions.conversation;

import ai.hermes.sessions.store.Row;
import ai.hermes.sessions.store.StoreConnection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;

/**
 * One row of the store's table {@code sessions}, without what is large. Texts are empty and times are 0 where the store
 * has nothing; times are seconds since 1970.
 *
 * @param id the session's id
 * @param source as the store has it
 * @param sessionKey routing key of a messaging chat
 * @param model the model's slug
 * @param provider who bills for it
 * @param parentId the session that this one continues, branches from or works for
 * @param branchedFrom set on a branch
 * @param delegateFrom set on a delegate
 * @param resetFrom set on what follows a reset
 * @param startedAt when it began
 * @param endedAt when it ended; 0 while it is open
 * @param endReason why it ended
 * @param lastActivityAt the agent's own stamp of activity
 * @param title the title
 * @param cwd working folder
 * @param messageCount the agent's count of messages
 * @param toolCallCount the agent's count of tool calls
 * @param inputTokens tokens sent, cached ones not included
 * @param outputTokens tokens received
 * @param cacheReadTokens tokens read from the provider's cache
 * @param cacheWriteTokens tokens written to the provider's cache
 * @param cost US dollars: as billed, else as estimated; empty where neither is known
 * @param rewindCount how often something was undone
 * @param archived out of the default list
 * @param pinned kept at hand
 * @param hidden out of all lists
 * @param lastReadAt what was active later is unread; empty where all was read
 */
public record SessionRow(
        String id,
        String source,
        String sessionKey,
        String model,
        String provider,
        String parentId,
        String branchedFrom,
        String delegateFrom,
        String resetFrom,
        double startedAt,
        double endedAt,
        String endReason,
        double lastActivityAt,
        String title,
        String cwd,
        long messageCount,
        long toolCallCount,
        long inputTokens,
        long outputTokens,
        long cacheReadTokens,
        long cacheWriteTokens,
        OptionalDouble cost,
        long rewindCount,
        boolean archived,
        boolean pinned,
        boolean hidden,
        OptionalDouble lastReadAt) {

    /** More than any conversation has; parents in a circle would go on for ever. */
    private static final int MAX_SEGMENTS = 1_000;

    /** The column {@code system_prompt}, tens of kilobytes, is left out on purpose. */
    static final String COLUMNS = """
              id,
              source,
              {sessions.session_key:NULL} AS session_key,
              model,
              {sessions.billing_provider:NULL} AS billing_provider,
              parent_session_id,
              CASE WHEN json_valid(model_config) THEN json_extract(model_config, '$._branched_from') END AS branched_from,
              CASE WHEN json_valid(model_config) THEN json_extract(model_config, '$._delegate_from') END AS delegate_from,
              CASE WHEN json_valid(model_config) THEN json_extract(model_config, '$._reset_from') END AS reset_from,
              started_at,
              ended_at,
              end_reason,
              {sessions.last_activity_at:NULL} AS last_activity_at,
              {sessions.title:NULL} AS title,
              {sessions.cwd:NULL} AS cwd,
              message_count,
              tool_call_count,
              input_tokens,
              output_tokens,
              {sessions.cache_read_tokens:NULL} AS cache_read_tokens,
              {sessions.cache_write_tokens:NULL} AS cache_write_tokens,
              coalesce({sessions.actual_cost_usd:NULL}, {sessions.estimated_cost_usd:NULL}) AS cost,
              {sessions.rewind_count:NULL} AS rewind_count,
              {sessions.archived:0} AS archived,
              {sessions.pinned:0} AS pinned,
              {sessions.hidden:0} AS hidden,
              {sessions.last_read_at:NULL} AS last_read_at
            """;

    private static final String BY_ID = "SELECT\n" + COLUMNS + "FROM sessions WHERE id = ?";

    static Optional<SessionRow> byId(StoreConnection connection, String id) throws SQLException {
        return connection.first(BY_ID, SessionRow::of, id);
    }

    /**
     * A session and those before it that it goes on from, and the parent of the first of these: enough to tell which
     * conversation it belongs to. Empty where there is no such session.
     */
    static List<SessionRow> withWhatItContinues(StoreConnection connection, String id) throws SQLException {
        List<SessionRow> rows = new ArrayList<>();
        Optional<SessionRow> next = byId(connection, id);
        boolean continues = true;
        while (next.isPresent() && continues && rows.size() < MAX_SEGMENTS) {
            SessionRow row = next.get();
            rows.add(row);
            next = row.parentId.isEmpty() ? Optional.empty() : byId(connection, row.parentId);
            continues = Link.of(row, next) == Link.CONTINUATION;
        }
        next.ifPresent(rows::add);
        return rows;
    }

    private static SessionRow of(Row row) throws SQLException {
        return of(row, UnaryOperator.identity());
    }

    /** @param shared gives the one instance of a text that many rows have */
    static SessionRow of(Row row, UnaryOperator<String> shared) throws SQLException {
        return new SessionRow(
                row.text("id"),
                shared.apply(row.text("source")),
                row.text("session_key"),
                shared.apply(row.text("model")),
                shared.apply(row.text("billing_provider")),
                row.text("parent_session_id"),
                row.text("branched_from"),
                row.text("delegate_from"),
                row.text("reset_from"),
                row.time("started_at"),
                row.time("ended_at"),
                shared.apply(row.text("end_reason")),
                row.time("last_activity_at"),
                row.text("title"),
                shared.apply(row.text("cwd")),
                row.number("message_count"),
                row.number("tool_call_count"),
                row.number("input_tokens"),
                row.number("output_tokens"),
                row.number("cache_read_tokens"),
                row.number("cache_write_tokens"),
                row.decimal("cost"),
                row.number("rewind_count"),
                row.flag("archived"),
                row.flag("pinned"),
                row.flag("hidden"),
                row.decimal("last_read_at"));
    }

    /** Whether it ended by being compressed, so that another session carries its conversation on. */
    boolean compressed() {
        return endReason.equals("compression");
    }

    /** The same with further flags. */
    SessionRow flagged(boolean alsoPinned, boolean alsoArchived) {
        return new SessionRow(
                id,
                source,
                sessionKey,
                model,
                provider,
                parentId,
                branchedFrom,
                delegateFrom,
                resetFrom,
                startedAt,
                endedAt,
                endReason,
                lastActivityAt,
                title,
                cwd,
                messageCount,
                toolCallCount,
                inputTokens,
                outputTokens,
                cacheReadTokens,
                cacheWriteTokens,
                cost,
                rewindCount,
                archived || alsoArchived,
                pinned || alsoPinned,
                hidden,
                lastReadAt);
    }

    /** Whether sessions that came of this one are to it what they would be to the other. */
    boolean sameToChildren(SessionRow other) {
        return source.equals(other.source)
                && sessionKey.equals(other.sessionKey)
                && endReason.equals(other.endReason)
                && endedAt == other.endedAt;
    }

    boolean open() {
        return endedAt == 0 && endReason.isEmpty();
    }
}
