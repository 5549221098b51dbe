package ai.hermes.sessions.search;

import ai.hermes.sessions.store.StoreConnection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The full-text tables of a store. Agents of different ages index different parts of messages, and tell the layout by
 * nothing but the text that the tables were made with. A table is used only if its tokenizer is one of SQLite's own:
 * whoever touches one whose tokenizer comes from a library of the agent's fails.
 *
 * @param words the table that knows words; empty where there is none that can be used
 * @param parts the table that knows runs of three characters; empty likewise
 * @param gap messages that neither of them has yet, because the agent is indexing them; empty where there are none
 * @param stale whether the agent stopped keeping them up to date
 * @param foreign whether there is a further table, with a tokenizer of the agent's own
 */
record FullTextIndex(Optional<Table> words, Optional<Table> parts, Optional<Gap> gap, boolean stale, boolean foreign) {

    private static final String WORDS = "messages_fts";
    private static final String PARTS = "messages_fts_trigram";
    private static final String META = "state_meta";

    private static final String SCHEMA = """
            SELECT name, sql FROM sqlite_master
            WHERE name IN ('messages_fts', 'messages_fts_trigram', 'messages_fts_cjk', 'messages_fts_src',
              'messages_fts_trigram_src', 'messages_fts_insert', 'state_meta')
            """;

    private static final String MARKS = """
            SELECT key, value FROM state_meta
            WHERE key IN ('fts_stale', 'fts_rebuild_progress', 'fts_rebuild_high_water')
            """;

    private static final Pattern ARGUMENTS = Pattern.compile("(?is)using\\s+fts5\\s*\\((.*)\\)");
    private static final Pattern TOKENIZER = Pattern.compile("(?is)tokenize\\s*=\\s*['\"]?\\s*(\\w+)");
    private static final Pattern WITHOUT_OUTPUT = Pattern.compile("(?i)role\\s*(<>|!=)\\s*'tool'");
    private static final Pattern CUT =
            Pattern.compile("(?is)role\\s*=\\s*'tool'.*substr\\s*\\(\\s*(?:m\\.)?content\\s*,\\s*1\\s*,\\s*(\\d+)");

    /**
     * What one table has.
     *
     * @param name its name
     * @param toolNames whether the names of tools are in it
     * @param toolArguments whether the arguments of calls are in it
     * @param toolOutput whether results of tools are in it
     * @param automation whether sessions of schedules and of agents at work for others are in it
     * @param outputCut after how many characters results of tools are cut off; 0 where they are whole
     */
    record Table(
            String name,
            boolean toolNames,
            boolean toolArguments,
            boolean toolOutput,
            boolean automation,
            int outputCut) {}

    /**
     * Messages that are not indexed yet.
     *
     * @param after the last id that is indexed
     * @param upTo the last id that is not
     */
    record Gap(long after, long upTo) {}

    /** Whether any of it can be asked. */
    boolean usable() {
        return !stale && (words.isPresent() || parts.isPresent());
    }

    /** Looks what a store has. */
    static FullTextIndex of(StoreConnection connection) throws SQLException {
        Map<String, String> schema = new HashMap<>();
        connection
                .list(SCHEMA, row -> Map.entry(row.text("name"), row.text("sql")))
                .forEach(it -> schema.put(it.getKey(), it.getValue()));
        Map<String, String> marks = new HashMap<>();
        if (schema.containsKey(META)) {
            connection
                    .list(MARKS, row -> Map.entry(row.text("key"), row.text("value")))
                    .forEach(it -> marks.put(it.getKey(), it.getValue()));
        }
        boolean kept = schema.containsKey("messages_fts_insert");
        return new FullTextIndex(
                table(schema, WORDS, Set.of("", "unicode61")),
                table(schema, PARTS, Set.of("trigram")),
                gap(marks),
                schema.containsKey(WORDS) && !kept || marked(marks.get("fts_stale")),
                schema.containsKey("messages_fts_cjk"));
    }

    private static Optional<Table> table(Map<String, String> schema, String name, Set<String> tokenizers) {
        Matcher made = ARGUMENTS.matcher(schema.getOrDefault(name, ""));
        if (!made.find()) {
            return Optional.empty();
        }
        String arguments = made.group(1).toLowerCase(Locale.ROOT);
        Matcher tokenizer = TOKENIZER.matcher(arguments);
        if (!tokenizers.contains(tokenizer.find() ? tokenizer.group(1) : "")) {
            return Optional.empty();
        }
        String source = schema.getOrDefault(name + "_src", "");
        boolean inline = !arguments.replaceAll("\\s", "").contains("content=");
        Matcher cut = CUT.matcher(source);
        return Optional.of(new Table(
                name,
                inline || arguments.contains("tool_name"),
                inline || arguments.contains("tool_calls"),
                !WITHOUT_OUTPUT.matcher(source).find(),
                !source.contains("cron"),
                cut.find() ? Integer.parseInt(cut.group(1)) : 0));
    }

    private static Optional<Gap> gap(Map<String, String> marks) {
        long upTo = number(marks.get("fts_rebuild_high_water"));
        long after = number(marks.get("fts_rebuild_progress"));
        return upTo > after ? Optional.of(new Gap(after, upTo)) : Optional.empty();
    }

    private static boolean marked(String value) {
        return value != null && !value.isBlank() && !value.equals("0") && !value.equalsIgnoreCase("false");
    }

    private static long number(String value) {
        return value != null && value.matches("\\d{1,18}") ? Long.parseLong(value) : 0;
    }
}
