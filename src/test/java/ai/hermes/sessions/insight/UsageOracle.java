package ai.hermes.sessions.insight;

import ai.hermes.sessions.testing.AgentProcess;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What SQLite itself makes of the store that the agent has at hand. Shares nothing with the service. */
final class UsageOracle {

    private final AgentProcess agent;
    private final Set<String> columns;

    UsageOracle(AgentProcess agent) {
        this.agent = agent;
        this.columns = agent.query("SELECT name FROM pragma_table_info('sessions')").stream()
                .map(row -> row.get(0).toString())
                .collect(Collectors.toSet());
    }

    private String column(String name, String otherwise) {
        return columns.contains(name) ? name : otherwise;
    }

    /** All figures, by an expression: the values are those of the columns of {@link Figures}. */
    Map<String, List<String>> by(String expression) {
        String sql = """
                WITH facts AS (
                  SELECT %s AS place, message_count, tool_call_count, %s AS api, input_tokens AS i, output_tokens AS o,
                    %s AS cr, %s AS cw, %s AS r, %s AS estimated, %s AS actual, coalesce(%s, '') AS status
                  FROM sessions),
                kinds AS (
                  SELECT *, CASE
                      WHEN status = 'included' THEN 'included'
                      WHEN actual IS NOT NULL THEN 'actual'
                      WHEN estimated IS NOT NULL AND status <> 'unknown' THEN 'estimated'
                      WHEN i + o + cr + cw + r > 0 THEN 'unpriced' END AS kind
                  FROM facts)
                SELECT place, count(*), sum(message_count), sum(tool_call_count), sum(api), sum(i), sum(o), sum(cr),
                  sum(cw), sum(r), sum(i + o + cr + cw),
                  total(kind = 'actual'), total(CASE kind WHEN 'actual' THEN actual END),
                  total(kind = 'estimated'), total(CASE kind WHEN 'estimated' THEN estimated END),
                  total(kind = 'included'), total(CASE kind WHEN 'included' THEN estimated END),
                  total(kind = 'unpriced')
                FROM kinds GROUP BY place
                """.formatted(
                        expression,
                        column("api_call_count", "0"),
                        column("cache_read_tokens", "0"),
                        column("cache_write_tokens", "0"),
                        column("reasoning_tokens", "0"),
                        column("estimated_cost_usd", "NULL"),
                        column("actual_cost_usd", "NULL"),
                        column("cost_status", "NULL"));
        return rows(sql);
    }

    /** The ledger, by model, provider and task with a vertical line between them. */
    Map<String, List<String>> ledger() {
        return rows("""
                WITH kinds AS (
                  SELECT *, CASE
                      WHEN cost_status = 'included' THEN 'included'
                      WHEN actual_cost_usd <> 0 OR cost_status = 'actual' THEN 'actual'
                      WHEN cost_status <> 'unknown' AND (estimated_cost_usd <> 0 OR cost_status = 'estimated')
                        THEN 'estimated'
                      WHEN input_tokens + output_tokens + cache_read_tokens + cache_write_tokens + reasoning_tokens > 0
                        THEN 'unpriced' END AS kind
                  FROM session_model_usage)
                SELECT model || '|' || billing_provider || '|' || task, count(DISTINCT session_id), sum(api_call_count),
                  sum(input_tokens), sum(output_tokens), sum(cache_read_tokens), sum(cache_write_tokens),
                  sum(reasoning_tokens),
                  sum(input_tokens + output_tokens + cache_read_tokens + cache_write_tokens),
                  total(kind = 'actual'), total(CASE kind WHEN 'actual' THEN actual_cost_usd END),
                  total(kind = 'estimated'), total(CASE kind WHEN 'estimated' THEN estimated_cost_usd END),
                  total(kind = 'included'), total(CASE kind WHEN 'included' THEN estimated_cost_usd END),
                  total(kind = 'unpriced')
                FROM kinds GROUP BY 1
                """);
    }

    /** Calls of tools: how many, and in how many sessions. */
    Map<String, List<String>> tools() {
        return rows("""
                SELECT json_extract(value, '$.function.name'), count(*), count(DISTINCT session_id)
                FROM messages, json_each(messages.tool_calls) WHERE tool_calls IS NOT NULL GROUP BY 1
                """);
    }

    private Map<String, List<String>> rows(String sql) {
        Map<String, List<String>> rows = new HashMap<>();
        agent.query(sql)
                .forEach(row -> rows.put(
                        String.valueOf(row.get(0)),
                        row.subList(1, row.size()).stream()
                                .map(UsageOracle::text)
                                .toList()));
        return rows;
    }

    /** A number as it is compared: to the thousandth of a cent. */
    static String text(Object number) {
        return new BigDecimal(number.toString())
                .setScale(5, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }
}
