package ai.hermes.sessions.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tables and columns that a store really has. Agents of every age wrote stores, a file of one version can have
 * columns of a later one, and columns of a migrated file stand in another order than in a fresh one: so what is there
 * decides, never the version number.
 *
 * @param version the agent's own schema number; empty where the store does not tell it
 * @param columns names of columns by name of table, in lower case
 */
public record StoreSchema(OptionalInt version, Map<String, Set<String>> columns) {

    /** Of a file in which nothing was found. */
    static final StoreSchema EMPTY = new StoreSchema(OptionalInt.empty(), Map.of());

    private static final String TABLES = """
            SELECT t.name AS table_name, c.name AS column_name
            FROM sqlite_master t, pragma_table_info(t.name) c
            WHERE t.type = 'table' AND t.name IN
              ('sessions', 'messages', 'schema_version', 'session_turn_leases', 'session_model_usage')
            """;

    /** {@code {table.column:substitute}}. */
    private static final Pattern OPTIONAL = Pattern.compile("\\{(\\w+)\\.(\\w+):([^}]*)}");

    /** Reads the schema of an open store. */
    static StoreSchema read(Connection connection) throws SQLException {
        Map<String, Set<String>> columns = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(TABLES);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                columns.computeIfAbsent(rows.getString(1).toLowerCase(Locale.ROOT), table -> new HashSet<>())
                        .add(rows.getString(2).toLowerCase(Locale.ROOT));
            }
        }
        OptionalInt version = OptionalInt.empty();
        if (columns.getOrDefault("schema_version", Set.of()).contains("version")) {
            version = readVersion(connection);
        }
        return new StoreSchema(version, Map.copyOf(columns));
    }

    private static OptionalInt readVersion(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT max(version) FROM schema_version")) {
            int version = rows.next() ? rows.getInt(1) : 0;
            return version > 0 ? OptionalInt.of(version) : OptionalInt.empty();
        }
    }

    /** Whether the store has the table. */
    public boolean has(String table) {
        return columns.containsKey(table);
    }

    /** Whether the store has the column. */
    public boolean has(String table, String column) {
        return columns.getOrDefault(table, Set.of()).contains(column);
    }

    /**
     * Fits a query to this store: each {@code {table.column:substitute}} becomes {@code table.column} where the store
     * has that column, else the substitute.
     *
     * @param sql a query written for the newest schema
     * @return the query for this store
     */
    public String fit(String sql) {
        return OPTIONAL.matcher(sql)
                .replaceAll(optional -> Matcher.quoteReplacement(
                        has(optional.group(1), optional.group(2))
                                ? optional.group(1) + "." + optional.group(2)
                                : optional.group(3)));
    }
}
