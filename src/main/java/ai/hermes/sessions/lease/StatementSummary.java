package ai.hermes.sessions.lease;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a statement does, without its values.
 *
 * @param operation its first word of meaning, in capitals, such as {@code SELECT}
 * @param table the first table that it names; empty where it names none
 */
public record StatementSummary(String operation, Optional<String> table) {

    private static final int KEPT = 500;

    private static final Pattern NOISE = Pattern.compile("--[^\n]*|/\\*.*?\\*/|'(?:[^']|'')*'", Pattern.DOTALL);
    private static final Pattern WORD = Pattern.compile("[A-Za-z]+");
    private static final Pattern COMMON_TABLES = Pattern.compile("(?i)([\\w]+)\\s*(?:\\([^()]*\\))?\\s*AS\\s*\\(");
    private static final Pattern MAIN = Pattern.compile("(?i)\\b(SELECT|INSERT|UPDATE|DELETE|REPLACE)\\b");
    private static final Pattern TABLE =
            Pattern.compile("(?i)\\b(?:FROM|INTO|UPDATE|JOIN|TABLE|PRAGMA)\\s+(?:\\w+\\.)?[\"`\\[]?(\\w+)");

    private static final Cache<String, StatementSummary> SUMMARIES =
            Caffeine.newBuilder().maximumSize(KEPT).build();

    /** The summary of a statement. Summaries of statements that come again are remembered. */
    public static StatementSummary of(String sql) {
        return SUMMARIES.get(sql, StatementSummary::read);
    }

    private static StatementSummary read(String sql) {
        String bare = NOISE.matcher(sql).replaceAll(" ");
        Matcher word = WORD.matcher(bare);
        String operation = word.find() ? word.group().toUpperCase(Locale.ROOT) : "UNKNOWN";
        Matcher main = MAIN.matcher(bare);
        if (operation.equals("WITH") && main.find()) {
            operation = main.group().toUpperCase(Locale.ROOT);
        }
        return new StatementSummary(operation, table(bare));
    }

    private static Optional<String> table(String bare) {
        var common =
                COMMON_TABLES.matcher(bare).results().map(it -> it.group(1)).toList();
        return TABLE.matcher(bare)
                .results()
                .map(it -> it.group(1))
                .filter(name -> !common.contains(name))
                .findFirst();
    }

    /** Operation and table, such as {@code SELECT sessions}. */
    @Override
    public String toString() {
        return table.map(it -> operation + " " + it).orElse(operation);
    }
}
