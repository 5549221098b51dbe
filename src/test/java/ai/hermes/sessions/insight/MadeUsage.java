package ai.hermes.sessions.insight;

import ai.hermes.sessions.testing.AgentProcess;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Sessions that used something, made by chance: the same ones for the same seed. */
final class MadeUsage {

    /** 2025-10-01 in UTC; what is made lies within the 200 days from there. */
    static final double BEGIN = 1_759_276_800.0;

    private static final double SPAN = 200 * 86_400.0;
    private static final List<String> MODELS = List.of("sonnet", "gpt", "qwen", "");
    private static final List<String> SOURCES = List.of("cli", "telegram", "cron", "api_server", "subagent", "");
    private static final List<String> STATES = List.of("estimated", "actual", "included", "unknown");
    private static final List<String> TOOLS = List.of("terminal", "read_file", "web_search");

    private final AgentProcess agent;
    private final Random random;

    MadeUsage(AgentProcess agent, long seed) {
        this.agent = agent;
        this.random = new Random(seed);
    }

    /** Writes sessions with messages into the store at hand. */
    void write(int sessions) {
        boolean ledger = !agent.query("SELECT 1 FROM sqlite_master WHERE name = 'session_model_usage'")
                .isEmpty();
        agent.run("BEGIN");
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < sessions; i++) {
            String id = "made_" + i;
            agent.session(id, columns(ids));
            ids.add(id);
            for (int message = random.nextInt(4); message > 0; message--) {
                message(id);
            }
            if (ledger && random.nextBoolean()) {
                ledger(id, "");
                ledger(id, "compression");
            }
        }
        agent.run("COMMIT");
    }

    private Map<String, Object> columns(List<String> earlier) {
        Map<String, Object> columns = new HashMap<>();
        double began = BEGIN + random.nextDouble() * SPAN;
        columns.put("source", any(SOURCES));
        columns.put("model", any(MODELS));
        columns.put("billing_provider", random.nextBoolean() ? "openrouter" : null);
        columns.put("started_at", began);
        columns.put("ended_at", random.nextBoolean() ? began + 1_000 : null);
        columns.put("end_reason", random.nextInt(4) == 0 ? "compression" : null);
        columns.put("parent_session_id", earlier.isEmpty() || random.nextBoolean() ? null : any(earlier));
        columns.put("message_count", random.nextInt(50));
        columns.put("tool_call_count", random.nextInt(20));
        columns.put("api_call_count", random.nextInt(30));
        boolean used = random.nextInt(10) > 0;
        for (String tokens : List.of(
                "input_tokens", "output_tokens", "cache_read_tokens", "cache_write_tokens", "reasoning_tokens")) {
            columns.put(tokens, used ? random.nextInt(1_000_000) : 0);
        }
        columns.put("estimated_cost_usd", random.nextInt(4) == 0 ? null : random.nextInt(10_000) / 1e4);
        columns.put("actual_cost_usd", random.nextInt(4) == 0 ? random.nextInt(10_000) / 1e4 : null);
        columns.put("cost_status", random.nextInt(5) == 0 ? null : any(STATES));
        return columns;
    }

    private void message(String session) {
        boolean calls = random.nextBoolean();
        agent.message(
                session,
                "assistant",
                "word ".repeat(random.nextInt(200)),
                calls
                        ? Map.of(
                                "tool_calls",
                                "[{\"id\": \"c\", \"function\": {\"name\": \"%s\"}}, {\"function\": {\"name\": \"%s\"}}]"
                                        .formatted(any(TOOLS), any(TOOLS)))
                        : Map.of());
    }

    private void ledger(String session, String task) {
        agent.run(
                """
                INSERT INTO session_model_usage(session_id, model, billing_provider, task, api_call_count, input_tokens,
                  output_tokens, cache_read_tokens, cache_write_tokens, reasoning_tokens, estimated_cost_usd,
                  actual_cost_usd, cost_status, last_seen)
                VALUES (?, ?, 'openrouter', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                session,
                any(MODELS),
                task,
                random.nextInt(9),
                random.nextInt(100_000),
                random.nextInt(10_000),
                random.nextInt(100_000),
                random.nextInt(10_000),
                random.nextInt(1_000),
                random.nextInt(10_000) / 1e4,
                random.nextBoolean() ? random.nextInt(10_000) / 1e4 : 0,
                any(STATES),
                BEGIN + random.nextInt(1_000_000));
    }

    private <T> T any(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }
}
