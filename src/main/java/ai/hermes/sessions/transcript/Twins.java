package ai.hermes.sessions.transcript;

import ai.hermes.sessions.store.Row;
import ai.hermes.sessions.store.StoreConnection;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The same message, stored more than once. When the agent summarises a session in place it stores the messages that it
 * keeps again; people see each once, where it first stood.
 */
final class Twins {

    /** Covered by an index in stores of every age, so that no message is touched. */
    private static final String TIMES = "SELECT id, timestamp FROM messages WHERE session_id = ?";

    private static final String CONTENTS = """
            SELECT id, content, tool_calls, tool_call_id, tool_name, timestamp
            FROM messages
            WHERE id IN (SELECT value FROM json_each(?))
            """;

    private Twins() {}

    /**
     * Leaves one of each message. Content is read only of those that have another of the same role, sizes and time.
     *
     * @param messages those of the session, in the order of their ids
     */
    static List<Outline> collapse(StoreConnection connection, String session, List<Outline> messages)
            throws SQLException {
        if (messages.stream().noneMatch(Outline::summarised)) {
            return messages;
        }
        Map<Long, OptionalDouble> times =
                byId(connection.list(TIMES, row -> Map.entry(row.number("id"), row.decimal("timestamp")), session));
        Function<Outline, Likeness> likeness = message -> Likeness.of(message, times.get(message.id()));
        Map<Long, ByteBuffer> digests = byId(connection.list(
                CONTENTS,
                row -> Map.entry(row.number("id"), digest(row)),
                alike(messages, likeness).toString()));
        return firstPlaces(messages, message -> {
            ByteBuffer digest = digests.get(message.id());
            return digest == null ? message.id() : List.of(likeness.apply(message), digest);
        });
    }

    private static <T> Map<Long, T> byId(List<Map.Entry<Long, T>> values) {
        return values.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** The ids of those that share their likeness with another. */
    private static Collection<Long> alike(List<Outline> messages, Function<Outline, Likeness> likeness) {
        Map<Likeness, Long> seen = new HashMap<>(messages.size() * 2);
        Set<Long> alike = new HashSet<>();
        for (Outline message : messages) {
            Long other = seen.putIfAbsent(likeness.apply(message), message.id());
            if (other != null) {
                alike.add(other);
                alike.add(message.id());
            }
        }
        return alike;
    }

    /** One message of each identity: the one in use, else the newest, in the place of the first. */
    static List<Outline> firstPlaces(List<Outline> messages, Function<Outline, Object> identity) {
        Map<Object, List<Outline>> groups =
                messages.stream().collect(Collectors.groupingBy(identity, LinkedHashMap::new, Collectors.toList()));
        Comparator<Outline> best =
                Comparator.comparing(Outline::summarised).reversed().thenComparing(Outline::id);
        List<Outline> result = new ArrayList<>(groups.size());
        groups.values().forEach(group -> result.add(group.stream().max(best).orElseThrow()));
        return result;
    }

    /** A digest, because the messages themselves may be large and many. */
    private static ByteBuffer digest(Row row) throws SQLException {
        MessageDigest digest = sha256();
        for (String column : List.of("content", "tool_calls", "tool_call_id", "tool_name", "timestamp")) {
            byte[] value = row.text(column).getBytes(StandardCharsets.UTF_8);
            digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, value.length));
            digest.update(value);
        }
        return ByteBuffer.wrap(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** What twins share, as far as it can be told without their content. */
    private record Likeness(String role, long contentSize, long callsSize, OptionalDouble time) {

        static Likeness of(Outline message, OptionalDouble time) {
            return new Likeness(message.role(), message.contentSize(), message.callsSize(), time);
        }
    }
}
