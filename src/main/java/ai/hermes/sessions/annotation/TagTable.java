package ai.hermes.sessions.annotation;

import ai.hermes.sessions.store.Profile;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The table of tags, as statements on one connection. */
record TagTable(Connection connection) {

    private static final String ALL = """
            SELECT profile, root_id, name FROM annotation_tag ORDER BY position
            """;
    private static final String REMOVE = """
            DELETE FROM annotation_tag WHERE profile = ? AND root_id = ?
            """;
    private static final String ADD = """
            INSERT INTO annotation_tag (profile, root_id, folded, name, position) VALUES (?, ?, ?, ?, ?)
            """;

    Map<ConversationKey, Tags> all() throws SQLException {
        Map<ConversationKey, List<String>> names = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(ALL);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                Optional<Profile> profile = Profile.named(rows.getString("profile"));
                if (profile.isPresent()) {
                    names.computeIfAbsent(
                                    new ConversationKey(profile.get(), rows.getString("root_id")),
                                    key -> new ArrayList<>())
                            .add(rows.getString("name"));
                }
            }
        }
        Map<ConversationKey, Tags> tags = new HashMap<>();
        names.forEach((key, some) -> tags.put(key, new Tags(some)));
        return tags;
    }

    /** Gives a conversation that is in the table of annotations these tags and no others. */
    void set(ConversationKey conversation, Tags tags) throws SQLException {
        try (PreparedStatement remove = connection.prepareStatement(REMOVE);
                PreparedStatement add = connection.prepareStatement(ADD)) {
            remove.setString(1, conversation.profile().name());
            remove.setString(2, conversation.rootId());
            remove.executeUpdate();
            int position = 0;
            for (String name : tags.names()) {
                add.setString(1, conversation.profile().name());
                add.setString(2, conversation.rootId());
                add.setString(3, Tags.fold(name));
                add.setString(4, name);
                add.setInt(5, position++);
                add.executeUpdate();
            }
        }
    }
}
