package ai.hermes.sessions.insight;

import ai.hermes.sessions.store.StoreConnection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * A table or an index, which is a tree of pages of its own.
 *
 * @param name its name
 * @param table the table that it is, or is an index of
 * @param kind {@code table} or {@code index}
 */
record Tree(String name, String table, String kind) {

    /** SQLite's table of all others is not in itself. */
    private static final Tree SCHEMA = new Tree("sqlite_schema", "sqlite_schema", "table");

    private static final String ALL = "SELECT name, tbl_name, type FROM sqlite_master WHERE rootpage > 0";

    /** Stops at a limit, so that a read of a large one takes no longer than that of a small one. */
    private static final String PAGES = """
            SELECT count(*) AS pages FROM (SELECT 1 FROM dbstat WHERE name = ? LIMIT ?)
            """;

    /** Lengths stand in the heads of rows: nothing else is read. */
    private static final String BLOCKS = """
            SELECT max(id) AS last, coalesce(sum(octet_length(block)), 0) AS bytes, count(*) AS blocks
            FROM (SELECT id, block FROM "%s" WHERE id > ? ORDER BY id LIMIT ?)
            """;

    /** All of a store. */
    static List<Tree> all(StoreConnection connection) throws SQLException {
        List<Tree> trees = new ArrayList<>(
                connection.list(ALL, row -> new Tree(row.text("name"), row.text("tbl_name"), row.text("type"))));
        trees.add(SCHEMA);
        return trees;
    }

    /** How many pages it has; more than the limit, if it has more. */
    long pages(StoreConnection connection, long limit) throws SQLException {
        return connection
                .first(PAGES, row -> row.number("pages"), name, limit + 1)
                .orElse(0L);
    }

    /** Whether it holds the words of the full text, in blocks. */
    boolean ofFullText() {
        return name.matches("messages_fts\\w*_data");
    }

    /** Some blocks in a row of a tree of the full text. */
    Blocks blocks(StoreConnection connection, long after, int atMost) throws SQLException {
        return connection
                .first(
                        BLOCKS.formatted(name),
                        row -> new Blocks(row.number("blocks") == 0 ? after : row.number("last"), row.number("bytes")),
                        after,
                        atMost)
                .orElse(new Blocks(after, 0));
    }

    /**
     * Blocks of the full text.
     *
     * @param last the id of the last; that of the one before where there are none
     * @param bytes what they hold
     */
    record Blocks(long last, long bytes) {}
}
