package ai.hermes.sessions.annotation;

import ai.hermes.sessions.store.Profile;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/** The table of keys, as statements on one connection. */
record AccessKeyTable(Connection connection) {

    private static final String ALL = """
            SELECT id, kind, digest, name, role, profiles, origin, created_at, expires_at, last_used_at
            FROM access_key ORDER BY created_at, id
            """;
    private static final String ADD = """
            INSERT INTO access_key (id, kind, digest, name, role, profiles, origin, created_at, expires_at, last_used_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;
    private static final String REMOVE = "DELETE FROM access_key WHERE id = ?";
    private static final String USED = "UPDATE access_key SET last_used_at = ? WHERE id = ?";

    List<AccessKey> all() throws SQLException {
        List<AccessKey> keys = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(ALL);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                keys.add(new AccessKey(
                        rows.getString("id"),
                        AccessKey.Kind.valueOf(rows.getString("kind").toUpperCase(Locale.ROOT)),
                        rows.getString("digest"),
                        rows.getString("name"),
                        rows.getString("role"),
                        Optional.ofNullable(rows.getString("profiles")).map(AccessKeyTable::profiles),
                        Optional.ofNullable(rows.getString("origin")),
                        rows.getDouble("created_at"),
                        number(rows, "expires_at"),
                        number(rows, "last_used_at")));
            }
        }
        return keys;
    }

    void add(AccessKey key) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ADD)) {
            statement.setString(1, key.id());
            statement.setString(2, key.kind().name().toLowerCase(Locale.ROOT));
            statement.setString(3, key.digest());
            statement.setString(4, key.name());
            statement.setString(5, key.role());
            statement.setString(6, key.profiles().map(AccessKeyTable::text).orElse(null));
            statement.setString(7, key.origin().orElse(null));
            statement.setDouble(8, key.createdAt());
            set(statement, 9, key.expiresAt());
            set(statement, 10, key.lastUsedAt());
            statement.executeUpdate();
        }
    }

    void remove(Collection<String> ids) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(REMOVE)) {
            for (String id : ids) {
                statement.setString(1, id);
                statement.executeUpdate();
            }
        }
    }

    void used(Map<String, Double> times) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(USED)) {
            for (Map.Entry<String, Double> each : times.entrySet()) {
                statement.setDouble(1, each.getValue());
                statement.setString(2, each.getKey());
                statement.executeUpdate();
            }
        }
    }

    private static Set<Profile> profiles(String column) {
        return TextList.read(column).stream()
                .flatMap(name -> Profile.named(name).stream())
                .collect(Collectors.toSet());
    }

    private static String text(Set<Profile> profiles) {
        return TextList.write(profiles.stream().sorted().map(Profile::name).toList());
    }

    private static OptionalDouble number(ResultSet rows, String column) throws SQLException {
        double value = rows.getDouble(column);
        return rows.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    private static void set(PreparedStatement statement, int at, OptionalDouble value) throws SQLException {
        if (value.isPresent()) {
            statement.setDouble(at, value.getAsDouble());
        } else {
            statement.setNull(at, Types.REAL);
        }
    }
}
