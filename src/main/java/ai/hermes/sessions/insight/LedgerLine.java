package ai.hermes.sessions.insight;

import ai.hermes.sessions.conversation.SessionRow;
import ai.hermes.sessions.store.Row;
import ai.hermes.sessions.store.StoreConnection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A line of the agent's ledger: what one session used of one model, by one way of billing, for one task.
 *
 * @param sessionId the session
 * @param model the model's slug
 * @param provider who bills for it
 * @param task what for; empty for the conversation itself
 * @param apiCalls requests to the provider
 * @param tokens tokens
 * @param price what it cost
 */
record LedgerLine(
        String sessionId, String model, String provider, String task, long apiCalls, TokenCounts tokens, Price price) {

    /** About what one takes in memory. */
    static final int WEIGHT = 150;

    static final String TABLE = "session_model_usage";

    private static final String OF_SESSIONS = """
            SELECT
              session_id,
              model,
              billing_provider,
              {session_model_usage.task:''} AS task,
              api_call_count,
              input_tokens,
              output_tokens,
              cache_read_tokens,
              cache_write_tokens,
              reasoning_tokens,
              estimated_cost_usd,
              actual_cost_usd,
              cost_status
            FROM session_model_usage
            WHERE session_id IN (SELECT value FROM json_each(?))
            """;

    private static final String NEWEST = "SELECT max(last_seen) AS newest FROM session_model_usage";

    private static final String TOUCHED = """
            SELECT DISTINCT session_id FROM session_model_usage WHERE last_seen >= ?
            """;

    /**
     * The lines of some sessions; none where the store keeps no ledger.
     *
     * @param rows the sessions as the list has them, by their ids, which the lines share with it
     */
    static List<LedgerLine> of(StoreConnection connection, Map<String, SessionRow> rows) throws SQLException {
        return connection.schema().has(TABLE)
                ? connection.list(
                        OF_SESSIONS,
                        row -> of(row, rows.get(row.text("session_id")).id()),
                        Ids.json(rows.keySet()))
                : List.of();
    }

    /** When the last line was changed, in seconds since 1970; 0 where that is not known. */
    static double newest(StoreConnection connection) throws SQLException {
        return connection.schema().has(TABLE)
                ? connection.first(NEWEST, row -> row.time("newest")).orElse(0.0)
                : 0;
    }

    /** Ids of the sessions of which a line was changed then or later. */
    static Set<String> touchedSince(StoreConnection connection, double since) throws SQLException {
        return connection.schema().has(TABLE)
                ? connection.list(TOUCHED, row -> row.text("session_id"), since).stream()
                        .collect(Collectors.toSet())
                : Set.of();
    }

    private static LedgerLine of(Row row, String sessionId) throws SQLException {
        TokenCounts tokens = new TokenCounts(
                row.number("input_tokens"),
                row.number("output_tokens"),
                row.number("cache_read_tokens"),
                row.number("cache_write_tokens"),
                row.number("reasoning_tokens"));
        double actual = row.decimal("actual_cost_usd").orElse(0);
        double estimated = row.decimal("estimated_cost_usd").orElse(0);
        CostKind kind = CostKind.ofLedger(row.text("cost_status"), actual, estimated, tokens.any());
        return new LedgerLine(
                sessionId,
                row.text("model").intern(),
                row.text("billing_provider").intern(),
                row.text("task").intern(),
                row.number("api_call_count"),
                tokens,
                new Price(kind, kind.of(OptionalDouble.of(actual), OptionalDouble.of(estimated))));
    }
}
