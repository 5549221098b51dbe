package ai.hermes.sessions.exchange;

import ai.hermes.sessions.conversation.Conversation;
import ai.hermes.sessions.transcript.Kind;
import ai.hermes.sessions.transcript.Message;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;

/** How conversations and messages are told of to people. */
final class Telling {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

    private Telling() {}

    static String time(double seconds) {
        return seconds > 0 ? TIME.format(Instant.ofEpochSecond((long) seconds)) : "";
    }

    static String who(Message message) {
        return switch (Kind.of(message)) {
            case USER -> "User";
            case STEER -> "User, while a turn ran";
            case ASSISTANT -> "Assistant";
            case TOOL -> "Tool";
            case SYSTEM -> "System";
            case SUMMARY -> "Summary by the agent";
            case NOTE -> "Note of the agent";
        };
    }

    /** What is known of a conversation, by name. */
    static Map<String, String> facts(Conversation conversation) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Session", conversation.tip().id());
        facts.put("Profile", conversation.profile().name());
        facts.put("Source", conversation.root().source());
        facts.put("Model", conversation.tip().model());
        facts.put("Folder", conversation.tip().cwd());
        facts.put("Began", time(conversation.root().startedAt()));
        facts.put("Last active", time(conversation.activity()));
        facts.values().removeIf(String::isEmpty);
        return facts;
    }
}
