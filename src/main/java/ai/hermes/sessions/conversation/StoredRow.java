package ai.hermes.sessions.conversation;

import ai.hermes.sessions.store.Row;
import ai.hermes.sessions.store.StoreConnection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32;

/**
 * A row of the table {@code sessions} and where it lies in it.
 *
 * @param rowId SQLite's number of the row; the agent's VACUUM may give it another one
 * @param seal a digest of the columns that {@link SessionRow} has, of {@code model_config} only of its length: where
 *     they are others it is another one
 * @param row the row
 */
record StoredRow(long rowId, long seal, SessionRow row) {

    /**
     * All columns of a row in one text, which is cheaper to compare than the columns one by one. Times and costs are
     * told to 15 digits by it: some microseconds.
     */
    private static final String SEALED = """
            format('%s|%s|%s|%s|%s|%s|%s|%s|%s|%s|%s|%s|%s|%s|%s|%s|%s|%s|%s|%s|%s|%s|%s|%s|%s',
              id, source, {sessions.session_key:NULL}, model, {sessions.billing_provider:NULL}, parent_session_id,
              octet_length(model_config), started_at, ended_at, end_reason, {sessions.last_activity_at:NULL},
              {sessions.title:NULL}, {sessions.cwd:NULL}, message_count, tool_call_count, input_tokens, output_tokens,
              {sessions.cache_read_tokens:NULL}, {sessions.cache_write_tokens:NULL},
              coalesce({sessions.actual_cost_usd:NULL}, {sessions.estimated_cost_usd:NULL}),
              {sessions.rewind_count:NULL}, {sessions.archived:0}, {sessions.pinned:0}, {sessions.hidden:0},
              {sessions.last_read_at:NULL}) AS sealed
            """;

    private static final String ROWS =
            "SELECT\n  rowid AS row_id,\n" + SEALED + ",\n" + SessionRow.COLUMNS + "FROM sessions WHERE ";

    private static final String AFTER = ROWS + "rowid > ? ORDER BY rowid LIMIT ?";
    private static final String BY_IDS = ROWS + "id IN (SELECT value FROM json_each(?))";

    private static final String BY_ROW_IDS = ROWS + "rowid IN (SELECT value FROM json_each(?))";

    private static final String SEALS_AFTER =
            "SELECT rowid AS row_id,\n" + SEALED + "FROM sessions WHERE rowid > ? ORDER BY rowid LIMIT ?";

    private static final int LENGTH_BITS = 24;

    /** A slice of all rows, in the order in which they lie in the store. */
    static List<StoredRow> after(StoreConnection connection, long rowId, int atMost, UnaryOperator<String> shared)
            throws SQLException {
        return connection.list(AFTER, row -> of(row, shared), rowId, atMost);
    }

    /** The rows of some sessions, by their ids; those that are not there are not in the answer. */
    static Map<String, StoredRow> byIds(
            StoreConnection connection, Collection<String> ids, UnaryOperator<String> shared) throws SQLException {
        Map<String, StoredRow> rows = new HashMap<>();
        if (!ids.isEmpty()) {
            connection
                    .list(BY_IDS, row -> of(row, shared), MessageCounter.jsonOf(ids))
                    .forEach(each -> rows.put(each.row.id(), each));
        }
        return rows;
    }

    /** The rows that lie in some places. */
    static List<StoredRow> byRowIds(StoreConnection connection, Collection<Long> rowIds, UnaryOperator<String> shared)
            throws SQLException {
        return rowIds.isEmpty() ? List.of() : connection.list(BY_ROW_IDS, row -> of(row, shared), rowIds.toString());
    }

    /** A slice of all rows without what is in them, in the order in which they lie in the store. */
    static List<Seal> sealsAfter(StoreConnection connection, long rowId, int atMost) throws SQLException {
        return connection.list(
                SEALS_AFTER, row -> new Seal(row.number("row_id"), digest(row.bytes("sealed"))), rowId, atMost);
    }

    private static StoredRow of(Row row, UnaryOperator<String> shared) throws SQLException {
        return new StoredRow(row.number("row_id"), digest(row.bytes("sealed")), SessionRow.of(row, shared));
    }

    /** A checksum that the processor works out, and the length: rows are compared a hundred thousand at a time. */
    private static long digest(byte[] sealed) {
        CRC32 sum = new CRC32();
        sum.update(sealed);
        return sum.getValue() << LENGTH_BITS | sealed.length;
    }

    /**
     * What is compared of a row.
     *
     * @param rowId where it lies
     * @param digest of all that is known of it
     */
    record Seal(long rowId, long digest) {}
}
