package ai.hermes.sessions.insight;

import ai.hermes.sessions.store.StoreConnection;
import java.sql.SQLException;

/**
 * The pages of a store's file, those in its log included.
 *
 * @param size bytes of one
 * @param count how many there are
 * @param free how many of them are not used
 */
record FilePages(long size, long count, long free) {

    private static final String PAGES = """
            SELECT
              (SELECT page_size FROM pragma_page_size) AS size,
              (SELECT page_count FROM pragma_page_count) AS count,
              (SELECT freelist_count FROM pragma_freelist_count) AS free
            """;

    static FilePages read(StoreConnection connection) throws SQLException {
        return connection
                .first(PAGES, row -> new FilePages(row.number("size"), row.number("count"), row.number("free")))
                .orElseThrow(() -> new SQLException("SQLite does not tell how many pages there are"));
    }

    long bytes() {
        return size * count;
    }

    long freeBytes() {
        return size * free;
    }
}
