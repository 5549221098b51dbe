package ai.hermes.sessions.session;

import ai.hermes.sessions.store.Row;
import ai.hermes.sessions.store.StoreConnection;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.sql.SQLException;

/**
 * The chat that a session is held in. What the agent did not note is empty, and absent on the wire.
 *
 * @param userId user of the chat's platform
 * @param chatId the chat
 * @param chatType its kind, such as {@code group}
 * @param threadId its thread or topic
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ChatOrigin(String userId, String chatId, String chatType, String threadId) {

    static final ChatOrigin UNKNOWN = new ChatOrigin("", "", "", "");

    private static final String OF_SESSION = """
            SELECT
              user_id,
              {sessions.chat_id:NULL} AS chat_id,
              {sessions.chat_type:NULL} AS chat_type,
              {sessions.thread_id:NULL} AS thread_id
            FROM sessions
            WHERE id = ?
            """;

    static ChatOrigin ofSession(StoreConnection connection, String id) throws SQLException {
        return connection.first(OF_SESSION, ChatOrigin::of, id).orElse(UNKNOWN);
    }

    private static ChatOrigin of(Row row) throws SQLException {
        return new ChatOrigin(row.text("user_id"), row.text("chat_id"), row.text("chat_type"), row.text("thread_id"));
    }
}
