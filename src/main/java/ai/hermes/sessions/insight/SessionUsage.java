package ai.hermes.sessions.insight;

import ai.hermes.sessions.conversation.SessionRow;
import ai.hermes.sessions.store.Row;
import ai.hermes.sessions.store.StoreConnection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What one session used.
 *
 * @param row the session as the list has it
 * @param reasoning tokens that were thought
 * @param apiCalls requests to the model's provider
 * @param price what it cost
 * @param estimated the agent's estimate in US dollars, whatever became of it; 0 where there is none
 * @param ledger its lines in the ledger; empty where the store has none, or none of it
 */
record SessionUsage(
        SessionRow row, long reasoning, long apiCalls, Price price, double estimated, List<LedgerLine> ledger) {

    /** About what one takes in memory, without the row, which the list holds. */
    private static final int WEIGHT = 160;

    private static final String OF_SESSIONS = """
            SELECT
              id,
              {sessions.reasoning_tokens:0} AS reasoning_tokens,
              {sessions.api_call_count:0} AS api_call_count,
              {sessions.estimated_cost_usd:NULL} AS estimated,
              {sessions.actual_cost_usd:NULL} AS actual,
              {sessions.cost_status:''} AS cost_status
            FROM sessions
            WHERE id IN (SELECT value FROM json_each(?))
            """;

    /**
     * Reads those of some sessions; those that are not there are not in the answer.
     *
     * @param rows the sessions as the list has them, by their ids
     */
    static List<SessionUsage> read(StoreConnection connection, Map<String, SessionRow> rows) throws SQLException {
        String ids = Ids.json(rows.keySet());
        Map<String, List<LedgerLine>> ledger = new HashMap<>();
        LedgerLine.of(connection, rows)
                .forEach(line -> ledger.computeIfAbsent(line.sessionId(), it -> new ArrayList<>())
                        .add(line));
        return connection.list(
                OF_SESSIONS,
                row -> of(row, rows.get(row.text("id")), ledger.getOrDefault(row.text("id"), List.of())),
                ids);
    }

    private static SessionUsage of(Row row, SessionRow session, List<LedgerLine> ledger) throws SQLException {
        OptionalDouble actual = row.decimal("actual");
        OptionalDouble estimated = row.decimal("estimated");
        long reasoning = row.number("reasoning_tokens");
        CostKind kind = CostKind.ofSession(
                row.text("cost_status"),
                actual,
                estimated,
                tokens(session, reasoning).any());
        return new SessionUsage(
                session,
                reasoning,
                row.number("api_call_count"),
                new Price(kind, kind.of(actual, estimated)),
                estimated.orElse(0),
                List.copyOf(ledger));
    }

    /** Of a session that is in no store, of which only the list knows. */
    static SessionUsage outside(SessionRow row) {
        boolean used = tokens(row, 0).any();
        CostKind kind = CostKind.ofSession("", OptionalDouble.empty(), row.cost(), used);
        double cost = row.cost().orElse(0);
        return new SessionUsage(row, 0, 0, new Price(kind, cost), cost, List.of());
    }

    /** Whether that is of this row as it is now; {@code known} may be null. */
    static boolean current(SessionUsage known, SessionRow row) {
        return known != null && (known.row == row || known.row.equals(row));
    }

    private static TokenCounts tokens(SessionRow row, long reasoning) {
        return new TokenCounts(
                row.inputTokens(), row.outputTokens(), row.cacheReadTokens(), row.cacheWriteTokens(), reasoning);
    }

    /** Its tokens. */
    TokenCounts tokens() {
        return tokens(row, reasoning);
    }

    /** Whether the ledger has its conversation; it may have tasks beside it alone, such as that of a title. */
    boolean conversationInLedger() {
        return ledger.stream().anyMatch(it -> it.task().isEmpty());
    }

    /** About how much memory some take. */
    static long weight(Collection<SessionUsage> some) {
        return some.stream()
                .mapToLong(it -> WEIGHT + (long) LedgerLine.WEIGHT * it.ledger.size())
                .sum();
    }
}
