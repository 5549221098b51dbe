package ai.hermes.sessions.search;

import ai.hermes.sessions.query.Filter;
import ai.hermes.sessions.query.Term;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Something that is asked of a row of messages, in SQL.
 *
 * @param sql a condition
 * @param binds values for its question marks, in order
 */
record Condition(String sql, List<Object> binds) {

    /** Messages that were undone and those that the agent hides are not for people. */
    static final Condition VISIBLE = new Condition("""
            ({messages.active:1} IS NOT 0 OR {messages.compacted:0} = 1)
              AND {messages.display_kind:NULL} IS NOT 'hidden'
              AND messages.role IS NOT 'session_meta'\
            """, List.of());

    private static final String CALLS_TOOL = """
            (messages.tool_name IN (%1$s) OR messages.role = 'assistant' AND json_valid(messages.tool_calls)
              AND EXISTS (SELECT 1 FROM json_each(messages.tool_calls)
                WHERE json_valid(json_each.value) AND json_extract(json_each.value, '$.function.name') IN (%1$s)))\
            """;

    private static final String FAILED = """
            (messages.role = 'tool' AND CASE WHEN json_valid(messages.content) AND json_type(messages.content) = 'object'
              THEN coalesce(json_extract(messages.content, '$.error'), '') NOT IN ('', 0)
                OR coalesce(json_extract(messages.content, '$.exit_code'), 0) <> 0
              ELSE 0 END)\
            """;

    private static final String WITHOUT = """
            instr(lower(coalesce(messages.content, '') || ' ' || coalesce(messages.tool_name, '') || ' '
              || coalesce(messages.tool_calls, '')), lower(?)) = 0\
            """;

    Condition {
        binds = List.copyOf(binds);
    }

    /** What filters on single messages ask. */
    static List<Condition> of(List<Filter> filters) {
        return filters.stream().map(Condition::of).toList();
    }

    private static Condition of(Filter filter) {
        String marks = String.join(", ", Collections.nCopies(filter.values().size(), "?"));
        List<Object> values = List.copyOf(filter.values());
        Condition condition =
                switch (filter.name()) {
                    case ROLE -> new Condition("messages.role IN (" + marks + ")", values);
                    case TOOL ->
                        new Condition(
                                CALLS_TOOL.formatted(marks),
                                Stream.concat(values.stream(), values.stream()).toList());
                    default -> new Condition(FAILED, List.of());
                };
        return filter.excluded()
                ? new Condition("(" + condition.sql + ") IS NOT 1", condition.binds)
                : new Condition("(" + condition.sql + ")", condition.binds);
    }

    /** Without that run of characters; case does not matter for the letters of ASCII. */
    static Condition without(Term term) {
        return new Condition(WITHOUT, List.of(term.text()));
    }

    static String sql(List<Condition> conditions) {
        return conditions.stream().map(Condition::sql).collect(Collectors.joining("\n  AND "));
    }

    static List<Object> binds(List<Condition> conditions) {
        List<Object> all = new ArrayList<>();
        conditions.forEach(it -> all.addAll(it.binds));
        return all;
    }
}
