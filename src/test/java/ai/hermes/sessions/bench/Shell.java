package ai.hermes.sessions.bench;

import ai.hermes.sessions.conversation.SessionRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The queries of the list in SQLite's own shell: the least that it can take to read those columns. The text of the
 * queries is the service's, which is why it is looked for in its classes.
 */
final class Shell {

    private static final Pattern TIME = Pattern.compile("Run Time: real ([0-9.]+)");
    /** A column that some stores lack, and what stands for it there. */
    private static final Pattern COLUMN = Pattern.compile("\\{\\w+\\.(\\w+):[^}]*}");

    private final Path stateDb;

    Shell(Path stateDb) {
        this.stateDb = stateDb;
    }

    /** Seconds for what the first stage of the list reads. */
    OptionalDouble sessionColumns() {
        return seconds("SELECT " + constant(SessionRow.class, "COLUMNS") + " FROM sessions");
    }

    /** Seconds for what the second stage reads, in one query. */
    OptionalDouble messageFacts() {
        try {
            Class<?> counter = Class.forName(SessionRow.class.getPackageName() + ".MessageCounter");
            return seconds(constant(counter, "COUNTS") + " id > 0 GROUP BY session_id");
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Seconds for the best messages with some words. */
    OptionalDouble ranked(String words, int limit) {
        return seconds("SELECT rowid, rank FROM messages_fts WHERE messages_fts MATCH '" + words
                + "' ORDER BY rank LIMIT " + limit);
    }

    /** Seconds for the last messages of a session with all that a window shows of them. */
    OptionalDouble lastMessages(String session, int count) {
        return seconds("SELECT id, session_id, role, content, timestamp, tool_calls, tool_call_id, tool_name,"
                + " finish_reason, reasoning, active, compacted, display_kind FROM messages WHERE session_id = '"
                + session
                + "' AND (active = 1 OR compacted = 1) ORDER BY id DESC LIMIT " + count);
    }

    /** In how many messages some words are; empty where there is no shell. */
    OptionalLong count(String words) {
        try {
            Process shell = new ProcessBuilder(
                            "sqlite3",
                            "-readonly",
                            "-batch",
                            stateDb.toString(),
                            "SELECT count(*) FROM messages_fts WHERE messages_fts MATCH '" + words + "'")
                    .redirectErrorStream(true)
                    .start();
            return OptionalLong.of(
                    Long.parseLong(new String(shell.getInputStream().readAllBytes()).strip()));
        } catch (IOException e) {
            System.out.println("There is no sqlite3 shell, so nothing to compare with: " + e.getMessage());
            return OptionalLong.empty();
        }
    }

    private static String constant(Class<?> owner, String name) {
        try {
            Field field = owner.getDeclaredField(name);
            field.setAccessible(true);
            return COLUMN.matcher((String) field.get(null)).replaceAll("$1");
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Empty where there is no shell. */
    private OptionalDouble seconds(String sql) {
        try {
            Path script = Files.createTempFile("bench", ".sql");
            Files.writeString(script, ".timer on\n.once /dev/null\n" + sql + ";\n");
            Process shell = new ProcessBuilder("sqlite3", "-readonly", "-batch", stateDb.toString())
                    .redirectInput(script.toFile())
                    .redirectErrorStream(true)
                    .start();
            String output = new String(shell.getInputStream().readAllBytes());
            Files.delete(script);
            Matcher time = TIME.matcher(output);
            if (!time.find()) {
                throw new IllegalStateException(output);
            }
            return OptionalDouble.of(Double.parseDouble(time.group(1)));
        } catch (IOException e) {
            System.out.println("There is no sqlite3 shell, so nothing to compare with: " + e.getMessage());
            return OptionalDouble.empty();
        }
    }

    /** Has the system forget what it keeps of a file in memory, as far as it is not to be written. */
    void forgetCached() {
        try {
            new ProcessBuilder("dd", "if=" + stateDb, "iflag=nocache", "count=0")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
