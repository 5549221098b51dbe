package ai.hermes.sessions.annotation;

import ai.hermes.sessions.store.Profile;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What people began to write, by conversation. */
@Singleton
public class DraftRepository implements AnnotationWriter.Part {

    private static final String ALL = "SELECT profile, root_id, text, files FROM draft";
    private static final String PUT = """
            INSERT INTO draft (profile, root_id, text, files) VALUES (?, ?, ?, ?)
            ON CONFLICT (profile, root_id) DO UPDATE SET text = excluded.text, files = excluded.files
            """;
    private static final String REMOVE = "DELETE FROM draft WHERE profile = ? AND root_id = ?";

    private final AnnotationWriter writer;
    private final Map<ConversationKey, Draft> drafts = new ConcurrentHashMap<>();

    @Inject
    DraftRepository(AnnotationWriter writer) {
        this.writer = writer;
        writer.register(this);
    }

    @Override
    public void load(Connection connection) throws SQLException {
        drafts.clear();
        try (PreparedStatement statement = connection.prepareStatement(ALL);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                Optional<Profile> profile = Profile.named(rows.getString("profile"));
                if (profile.isPresent()) {
                    drafts.put(
                            new ConversationKey(profile.get(), rows.getString("root_id")),
                            new Draft(rows.getString("text"), rows.getString("files")));
                }
            }
        }
    }

    @Override
    public void empty() {
        drafts.clear();
    }

    /** All that was begun and not finished. */
    public Map<ConversationKey, Draft> all() {
        return Map.copyOf(drafts);
    }

    /** What somebody began to write there. */
    public Draft of(ConversationKey conversation) {
        return drafts.getOrDefault(conversation, Draft.NONE);
    }

    /**
     * Keeps what somebody began to write.
     *
     * @return whether it is another text than before; the same costs nothing
     * @throws AnnotationFaultException if it could not be kept
     */
    public boolean keep(ConversationKey conversation, Draft draft) {
        if (of(conversation).equals(draft)) {
            return false;
        }
        writer.write(
                connection -> {
                    write(connection, conversation, draft);
                    return draft;
                },
                it -> {
                    if (it.equals(Draft.NONE)) {
                        drafts.remove(conversation);
                    } else {
                        drafts.put(conversation, it);
                    }
                });
        return true;
    }

    private static void write(Connection connection, ConversationKey conversation, Draft draft) throws SQLException {
        boolean none = draft.equals(Draft.NONE);
        try (PreparedStatement statement = connection.prepareStatement(none ? REMOVE : PUT)) {
            statement.setString(1, conversation.profile().name());
            statement.setString(2, conversation.rootId());
            if (!none) {
                statement.setString(3, draft.text());
                statement.setString(4, draft.files());
            }
            statement.executeUpdate();
        }
    }
}
