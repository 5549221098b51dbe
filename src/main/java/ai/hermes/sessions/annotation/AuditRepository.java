package ai.hermes.sessions.annotation;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The record of who did what. It is not held in memory; both calls wait for the disk. */
@Singleton
public class AuditRepository {

    private static final String ADD = """
            INSERT INTO audit (at, who, address, deed, subject, status) VALUES (?, ?, ?, ?, ?, ?)
            """;
    private static final String CUT = """
            DELETE FROM audit WHERE deed NOT IN ('login', 'logout') AND id <= (
                SELECT id FROM audit WHERE deed NOT IN ('login', 'logout') ORDER BY id DESC LIMIT 1 OFFSET ?)
            """;
    private static final String CUT_LOGINS = """
            DELETE FROM audit WHERE deed IN ('login', 'logout') AND id <= (
                SELECT id FROM audit WHERE deed IN ('login', 'logout') ORDER BY id DESC LIMIT 1 OFFSET ?)
            """;
    private static final String PAGE = """
            SELECT id, at, who, address, deed, subject, status FROM audit WHERE id < ? ORDER BY id DESC LIMIT ?
            """;

    private final AnnotationWriter writer;

    @Inject
    AuditRepository(AnnotationWriter writer) {
        this.writer = writer;
    }

    /**
     * Writes entries down, in their order.
     *
     * @param kept how many entries stay, and beside them how many of logins, which so displace none of what was done;
     *     the oldest go
     * @throws AnnotationFaultException if they could not be kept
     */
    public void add(List<AuditEntry> entries, int kept) {
        writer.write(connection -> {
            add(connection, entries);
            return cut(connection, CUT, kept) + cut(connection, CUT_LOGINS, kept);
        });
    }

    private static int cut(Connection connection, String which, int kept) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(which)) {
            statement.setInt(1, kept);
            return statement.executeUpdate();
        }
    }

    /**
     * Entries, the newest first.
     *
     * @param before only those with a smaller number
     * @throws AnnotationFaultException if they could not be read
     */
    public List<Numbered> page(long before, int limit) {
        return writer.read(connection -> page(connection, before, limit)).orElse(List.of());
    }

    private static void add(Connection connection, List<AuditEntry> entries) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ADD)) {
            for (AuditEntry entry : entries) {
                statement.setDouble(1, entry.at());
                statement.setString(2, entry.who());
                statement.setString(3, entry.address());
                statement.setString(4, entry.deed());
                statement.setString(5, entry.subject().orElse(null));
                statement.setInt(6, entry.status());
                statement.executeUpdate();
            }
        }
    }

    private static List<Numbered> page(Connection connection, long before, int limit) throws SQLException {
        List<Numbered> page = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(PAGE)) {
            statement.setLong(1, before);
            statement.setInt(2, limit);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    page.add(new Numbered(
                            rows.getLong("id"),
                            new AuditEntry(
                                    rows.getDouble("at"),
                                    rows.getString("who"),
                                    rows.getString("address"),
                                    rows.getString("deed"),
                                    Optional.ofNullable(rows.getString("subject")),
                                    rows.getInt("status"))));
                }
            }
        }
        return page;
    }

    /**
     * An entry and its place.
     *
     * @param id grows from entry to entry
     */
    public record Numbered(long id, AuditEntry entry) {}
}
