package ai.hermes.sessions.store.sample;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Writes sample sessions into a new store, in the form in which an agent would have written them. */
final class SampleStoreWriter {

    private static final String SESSION = """
            INSERT INTO sessions (
              id, source, user_id, session_key, chat_id, model, model_config, parent_session_id, started_at, ended_at,
              end_reason, message_count, tool_call_count, input_tokens, output_tokens, cache_read_tokens,
              reasoning_tokens, cwd, billing_provider, estimated_cost_usd, cost_status, title, last_activity_at,
              api_call_count, archived, pinned, hidden)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;
    private static final String MESSAGE = """
            INSERT INTO messages (
              session_id, role, content, tool_call_id, tool_calls, tool_name, timestamp, token_count, finish_reason,
              reasoning, _compressed_summary, active, compacted)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;
    private static final String END = "UPDATE sessions SET ended_at = ?, end_reason = ? WHERE id = ?";
    private static final String TURN = "INSERT INTO session_turn_leases VALUES (?, 'sample', ?, ?)";

    /** How the agent marks a content that is JSON. */
    private static final String JSON_CONTENT = "\0json:";

    private static final int TURN_SECONDS = 900;
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd_HHmmss").withZone(ZoneOffset.UTC);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Connection connection;
    private final Instant now;
    private final Map<String, String> ids = new HashMap<>();

    /**
     * @param connection to a new, empty file; stays open
     * @param now the time to which the ages of the sessions refer
     */
    SampleStoreWriter(Connection connection, Instant now) {
        this.connection = connection;
        this.now = now;
    }

    /** Writes schema and sessions in one transaction. */
    void write(String schema, List<SampleSession> sessions) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = WAL");
            connection.setAutoCommit(false);
            statement.executeUpdate(schema);
        }
        for (SampleSession session : sessions) {
            write(session);
        }
        connection.commit();
    }

    private void write(SampleSession session) throws SQLException {
        Random random = new Random(session.key().hashCode());
        SampleTimes times = SampleTimes.of(session, now, random);
        String id = id(session, times, random);
        ids.put(session.key(), id);
        writeSession(id, session, times);
        for (int i = 0; i < session.messages().size(); i++) {
            writeMessage(id, i, session.messages().get(i), times.messages().get(i));
        }
        if (session.link().isPresent() && !session.link().get().parentEnd.isEmpty()) {
            run(END, times.start(), session.link().get().parentEnd, parent(session));
        }
        if (session.is("live")) {
            run(TURN, id, times.end(), now.getEpochSecond() + TURN_SECONDS);
        }
    }

    private String id(SampleSession session, SampleTimes times, Random random) {
        Instant start = Instant.ofEpochSecond((long) times.start());
        String suffix = "%06x".formatted(random.nextInt(1 << 24));
        return switch (session.source()) {
            case "cron" -> "cron_" + session.option("job").orElse("job") + "_" + STAMP.format(start);
            case "api_server" -> "api_" + start.getEpochSecond() + "_" + suffix + "a0";
            case "webui" -> suffix + "%06x".formatted(random.nextInt(1 << 24));
            default -> STAMP.format(start) + "_" + suffix;
        };
    }

    private String parent(SampleSession session) {
        return session.parentKey().map(ids::get).orElse(null);
    }

    private void writeSession(String id, SampleSession session, SampleTimes times) throws SQLException {
        SampleModel model =
                SampleModel.valueOf(session.option("model").orElse("sonnet").toUpperCase(Locale.ROOT));
        SampleUsage usage = SampleUsage.of(session.messages());
        boolean open = session.is("open");
        Optional<String> chat = session.option("chat");
        Optional<String> member = session.link().map(link -> link.member).filter(name -> !name.isEmpty());
        run(
                SESSION,
                id,
                session.source(),
                session.option("user").orElse(null),
                chat.map(it -> "agent:main:" + session.source() + ":dm:" + it).orElse(null),
                chat.orElse(null),
                model.slug,
                json(member.isPresent() ? Map.of(member.get(), parent(session)) : Map.of()),
                parent(session),
                times.start(),
                open ? null : times.end() + 1,
                open ? null : session.source().equals("cli") ? "cli_close" : "agent_close",
                session.messages().size(),
                session.messages().stream()
                        .filter(it -> it.kind() == SampleMessage.Kind.CALL)
                        .count(),
                usage.input(),
                usage.output(),
                usage.cached(),
                usage.reasoning(),
                session.option("cwd").orElse(null),
                model.provider,
                model.price(usage.input(), usage.cached(), usage.output()),
                model.costStatus(),
                session.title().orElse(null),
                times.end(),
                usage.calls(),
                session.is("archived"),
                session.is("pinned"),
                session.is("hidden"));
    }

    private void writeMessage(String session, int index, SampleMessage message, double time) throws SQLException {
        boolean call = message.kind() == SampleMessage.Kind.CALL;
        boolean output = message.kind() == SampleMessage.Kind.OUTPUT;
        String callId = "call_%s_%d".formatted(session.substring(session.length() - 6), output ? index - 1 : index);
        run(
                MESSAGE,
                session,
                message.kind().role,
                call ? "" : content(message),
                output ? callId : null,
                call ? json(List.of(call(callId, message))) : null,
                output ? message.tool() : null,
                time,
                message.tokens(),
                call ? "tool_calls" : message.kind() == SampleMessage.Kind.ANSWER ? "stop" : null,
                message.reasoning().isEmpty() ? null : message.reasoning(),
                message.kind() == SampleMessage.Kind.SUMMARY,
                message.state().active,
                message.state().compacted);
    }

    private static Map<String, Object> call(String id, SampleMessage message) {
        return Map.of(
                "id",
                id,
                "type",
                "function",
                "function",
                Map.of("name", message.tool(), "arguments", message.text().strip()));
    }

    private static String content(SampleMessage message) {
        String text = message.text().strip();
        if (message.image().isEmpty()) {
            return text;
        }
        return JSON_CONTENT
                + json(List.of(
                        Map.of("type", "text", "text", text),
                        Map.of("type", "image_url", "image_url", Map.of("url", message.image()))));
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON", e);
        }
    }

    private void run(String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }
}
