package ai.hermes.sessions.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a piece of work may do with a borrowed connection: run queries whose rows are copied before the call returns. No
 * statement and no cursor can be kept, so none can be forgotten. All queries of one piece of work see the same snapshot
 * of the store.
 */
public final class StoreConnection {

    private static final int FETCH_SIZE = 256;

    private final Connection connection;
    private final StoreSchema schema;
    private final QueryListener listener;

    StoreConnection(Connection connection, StoreSchema schema) {
        this(connection, schema, QueryListener.NONE);
    }

    private StoreConnection(Connection connection, StoreSchema schema, QueryListener listener) {
        this.connection = connection;
        this.schema = schema;
        this.listener = listener;
    }

    /** The same connection, whose queries somebody is told of. */
    StoreConnection toldTo(QueryListener other) {
        return new StoreConnection(connection, schema, other);
    }

    /** What the store has. */
    public StoreSchema schema() {
        return schema;
    }

    /**
     * Runs a query and copies its rows.
     *
     * @param sql a query, with {@code {table.column:substitute}} for what older stores lack
     * @param mapper makes a value of each row
     * @param binds values for the question marks, in order
     * @return the mapped rows in the query's order
     */
    public <T> List<T> list(String sql, RowMapper<T> mapper, Object... binds) throws SQLException {
        List<T> result = new ArrayList<>();
        listener.began(sql);
        try (PreparedStatement statement = connection.prepareStatement(schema.fit(sql))) {
            for (int i = 0; i < binds.length; i++) {
                statement.setObject(i + 1, binds[i]);
            }
            statement.setFetchSize(FETCH_SIZE);
            try (ResultSet rows = statement.executeQuery()) {
                Row row = new Row(rows);
                while (rows.next()) {
                    result.add(mapper.map(row));
                }
            }
        }
        listener.returned(result.size());
        return result;
    }

    /** Like {@link #list}, for a query that gives one row or none; further rows are not looked at. */
    public <T> Optional<T> first(String sql, RowMapper<T> mapper, Object... binds) throws SQLException {
        return list(sql, mapper, binds).stream().findFirst();
    }

    /** Makes a value of one row. */
    @FunctionalInterface
    public interface RowMapper<T> {

        /** Maps the row; must not keep it. */
        T map(Row row) throws SQLException;
    }

    /** Is told of queries, by the thread that runs them. */
    interface QueryListener {

        /** Does not listen. */
        QueryListener NONE = new QueryListener() {
            @Override
            public void began(String sql) {}

            @Override
            public void returned(int rows) {}
        };

        /** A query is about to run. {@code sql} is as written in the code, without values. */
        void began(String sql);

        /** All its rows were copied. */
        void returned(int rows);
    }
}
