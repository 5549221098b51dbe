package ai.hermes.sessions.exchange;

import ai.hermes.sessions.session.SessionSummary;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes the list as it is described by RFC 4180. What a spreadsheet would take for a formula is text in it. */
final class CsvWriter implements SessionWriter {

    private static final String HEADER = "session_id,conversation_id,profile,title,source,model,workspace,created_at,"
            + "updated_at,message_count,input_tokens,output_tokens,cache_read_tokens,cache_write_tokens,cost_usd,"
            + "pinned,archived,tags\r\n";

    private final Writers with;

    CsvWriter(Writers with) {
        this.with = with;
    }

    @Override
    public void begin(OutputStream out, Export export, boolean single) throws IOException {
        Writers.write(out, HEADER);
    }

    @Override
    public void write(OutputStream out, Subject subject) throws IOException {
        SessionSummary row = subject.summary();
        List<String> cells = List.of(
                row.sessionId(),
                row.conversationId(),
                row.profile(),
                row.title(),
                row.rawSource().orElse(""),
                row.model(),
                row.workspace(),
                time(row.createdAt()),
                time(row.updatedAt()),
                String.valueOf(row.messageCount()),
                String.valueOf(row.inputTokens()),
                String.valueOf(row.outputTokens()),
                String.valueOf(row.cacheReadTokens()),
                String.valueOf(row.cacheWriteTokens()),
                row.estimatedCost().isPresent()
                        ? String.valueOf(row.estimatedCost().getAsDouble())
                        : "",
                String.valueOf(row.pinned()),
                String.valueOf(row.archived()),
                String.join(" ", row.tags()));
        Writers.write(out, cells.stream().map(this::cell).collect(Collectors.joining(",")) + "\r\n");
    }

    private static String time(double seconds) {
        return seconds > 0 ? Instant.ofEpochMilli((long) (seconds * 1000)).toString() : "";
    }

    private String cell(String text) {
        String masked = with.text(text);
        String inert = !masked.isEmpty() && "=+-@\t\r".indexOf(masked.charAt(0)) >= 0 ? "'" + masked : masked;
        boolean quoted = inert.chars().anyMatch(it -> it == ',' || it == '"' || it == '\n' || it == '\r');
        return quoted ? "\"" + inert.replace("\"", "\"\"") + "\"" : inert;
    }

    @Override
    public void end(OutputStream out, Optional<Gaps> gaps) {
        // A list has no end of its own, and no place for what is not on it: the job tells that.
    }
}
