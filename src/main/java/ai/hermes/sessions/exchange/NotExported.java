package ai.hermes.sessions.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** What is missing in a file that is imported since it was missing when it was exported. */
final class NotExported {

    private static final int LONGEST = 500;

    private NotExported() {}

    /** Several places of a file say the same; it is told once. */
    static void told(ImportJob job, String file, int line, JsonNode gap) {
        String session = text(gap, "session_id");
        String error = text(gap, "error");
        byte[] digest = ContentDigest.sha256()
                .digest((text(gap, "profile") + '\n' + session + '\n' + error).getBytes(StandardCharsets.UTF_8));
        if (!job.again(Gap.NAME + HexFormat.of().formatHex(digest))) {
            job.note(it -> it.with(new Problem(
                    file, Math.max(0, line), 0, session, "It is not in the export: " + error, text(gap, "remedy"))));
        }
    }

    private static String text(JsonNode gap, String name) {
        String text = gap.path(name).asText("");
        return text.substring(0, Math.min(text.length(), LONGEST));
    }
}
