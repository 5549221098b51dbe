package ai.hermes.sessions.insight;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What many sessions used.
 *
 * @param sessions how many there are
 * @param messages the agent's count of their messages
 * @param toolCalls its count of calls of tools
 * @param apiCalls its count of requests to providers of models
 * @param tokens their tokens
 * @param cacheShare which part of what was sent came from the cache, from 0 to 1; null where nothing was sent
 * @param cost what they cost
 */
@JsonNaming(SnakeCaseStrategy.class)
record Figures(
        long sessions,
        long messages,
        long toolCalls,
        long apiCalls,
        TokenSums tokens,
        Optional<Double> cacheShare,
        Costs cost) {

    static final List<String> TOKEN_COLUMNS =
            List.of("input", "output", "cache_read", "cache_write", "reasoning", "total");

    static final List<String> COST_COLUMNS = List.of(
            "actual_sessions",
            "actual_usd",
            "estimated_sessions",
            "estimated_usd",
            "included_sessions",
            "included_usd",
            "unpriced_sessions");

    static final List<String> COLUMNS = Stream.of(
                    List.of("sessions", "messages", "tool_calls", "api_calls"), TOKEN_COLUMNS, COST_COLUMNS)
            .flatMap(List::stream)
            .toList();

    /** The values of {@link #COLUMNS}. */
    List<Object> cells() {
        return Stream.of(List.<Object>of(sessions, messages, toolCalls, apiCalls), cells(tokens), cells(cost))
                .flatMap(List::stream)
                .toList();
    }

    static List<Object> cells(TokenSums tokens) {
        return List.of(
                tokens.input(),
                tokens.output(),
                tokens.cacheRead(),
                tokens.cacheWrite(),
                tokens.reasoning(),
                tokens.total());
    }

    static List<Object> cells(Costs cost) {
        return List.of(
                cost.actual().sessions(),
                cost.actual().usd(),
                cost.estimated().sessions(),
                cost.estimated().usd(),
                cost.included().sessions(),
                cost.included().usd(),
                cost.unpriced().sessions());
    }
}
