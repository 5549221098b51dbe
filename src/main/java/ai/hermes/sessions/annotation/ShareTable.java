package ai.hermes.sessions.annotation;

import ai.hermes.sessions.store.Profile;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The table of shares, as statements on one connection. */
record ShareTable(Connection connection) {

    private static final String ALL = """
            SELECT id, token_digest, profile, root_id, title, message_count, created_at, updated_at, expires_at FROM share
            """;
    private static final String PUT = """
            INSERT INTO share (
              id, token_digest, profile, root_id, title, message_count, created_at, updated_at, expires_at, messages)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET
              title = excluded.title,
              message_count = excluded.message_count,
              updated_at = excluded.updated_at,
              expires_at = excluded.expires_at,
              messages = excluded.messages
            """;
    private static final String MESSAGES = "SELECT messages FROM share WHERE id = ?";
    private static final String REMOVE = "DELETE FROM share WHERE id = ?";

    /** All there is, by digest. What is of a profile that no home could have is left out. */
    Map<String, Share> all() throws SQLException {
        Map<String, Share> shares = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(ALL);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                Optional<Profile> profile = Profile.named(rows.getString("profile"));
                if (profile.isPresent()) {
                    Share share = new Share(
                            rows.getString("id"),
                            rows.getString("token_digest"),
                            new ConversationKey(profile.get(), rows.getString("root_id")),
                            rows.getString("title"),
                            rows.getInt("message_count"),
                            rows.getDouble("created_at"),
                            rows.getDouble("updated_at"),
                            rows.getDouble("expires_at"));
                    shares.put(share.tokenDigest(), share);
                }
            }
        }
        return Map.copyOf(shares);
    }

    void put(Share share, String messages) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(PUT)) {
            statement.setString(1, share.id());
            statement.setString(2, share.tokenDigest());
            statement.setString(3, share.conversation().profile().name());
            statement.setString(4, share.conversation().rootId());
            statement.setString(5, share.title());
            statement.setInt(6, share.messageCount());
            statement.setDouble(7, share.createdAt());
            statement.setDouble(8, share.updatedAt());
            statement.setDouble(9, share.expiresAt());
            statement.setString(10, messages);
            statement.executeUpdate();
        }
    }

    Optional<String> messages(String id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(MESSAGES)) {
            statement.setString(1, id);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(rows.getString("messages")) : Optional.empty();
            }
        }
    }

    void remove(String id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(REMOVE)) {
            statement.setString(1, id);
            statement.executeUpdate();
        }
    }
}
