package ai.hermes.sessions.webui;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A state folder as the old web UI writes it. */
record WebuiFolder(Path path) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** A session with two messages, in the order of members that the old web UI keeps. */
    Path session(String id, Map<String, ?> members) {
        return session(
                id,
                members,
                List.of(
                        Map.of("role", "user", "content", "please plan the release", "timestamp", 1795480000),
                        Map.of("role", "assistant", "content", "Here is the plan", "timestamp", 1795480005)));
    }

    Path session(String id, Map<String, ?> members, List<? extends Map<String, ?>> messages) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("session_id", id);
        all.put("title", "Plan the release");
        all.put("workspace", "/home/u/workspace");
        all.put("model", "openai/gpt-5");
        all.put("model_provider", null);
        all.put("created_at", 1795483966.38);
        all.put("updated_at", 1795483966.43);
        all.put("pinned", false);
        all.put("archived", false);
        all.put("project_id", null);
        all.put("profile", "default");
        all.put("message_count", messages.size());
        all.putAll(members);
        all.put("messages", messages);
        all.put("tool_calls", List.of());
        return write("sessions/" + id + ".json", text(all));
    }

    static String text(Object value) {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Puts a new file in the place of the old one, as the old web UI does. */
    Path write(String name, String text) {
        Path file = path.resolve(name);
        try {
            Files.createDirectories(file.getParent());
            Path temporary = file.resolveSibling(file.getFileName() + ".tmp.1.1");
            Files.writeString(temporary, text);
            return Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
