package ai.hermes.sessions.insight;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The agent's ledger of models and tasks.
 *
 * @param from the first moment that is counted, in seconds since 1970
 * @param to the first moment after
 * @param zone the time zone of its days
 * @param available whether a store keeps a ledger
 * @param rows one for each model, provider and task
 * @param withoutLedger what sessions used whose conversation has no line in a ledger
 * @param asOf of when the oldest figures are, in seconds since 1970
 * @param faults stores whose figures are old or missing
 */
@JsonNaming(SnakeCaseStrategy.class)
record LedgerAnswer(
        double from,
        double to,
        String zone,
        boolean available,
        List<Line> rows,
        Figures withoutLedger,
        double asOf,
        List<InsightFault> faults) {

    private static final List<String> COLUMNS = Stream.of(
                    List.of("model", "provider", "task", "sessions", "api_calls"),
                    Figures.TOKEN_COLUMNS,
                    Figures.COST_COLUMNS)
            .flatMap(List::stream)
            .toList();

    Csv csv() {
        return new Csv(COLUMNS, rows.stream().map(Line::cells).toList());
    }

    /**
     * One row.
     *
     * @param model the model's slug
     * @param provider who bills for it
     * @param task what for; empty for the conversations themselves
     * @param sessions of how many sessions
     * @param apiCalls requests to the provider
     * @param tokens tokens
     * @param cacheShare which part of what was sent came from the cache, from 0 to 1; null where nothing was sent
     * @param cost what it cost; where it says sessions, lines of the ledger are meant
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record Line(
            String model,
            String provider,
            String task,
            long sessions,
            long apiCalls,
            TokenSums tokens,
            Optional<Double> cacheShare,
            Costs cost) {

        List<Object> cells() {
            List<Object> cells = new ArrayList<>(List.of(model, provider, task, sessions, apiCalls));
            cells.addAll(Figures.cells(tokens));
            cells.addAll(Figures.cells(cost));
            return cells;
        }
    }

    /** What lines are added up by. */
    record Account(String model, String provider, String task) {

        static Account of(LedgerLine line) {
            return new Account(line.model(), line.provider(), line.task());
        }
    }

    /** Adds up the lines of one account. */
    static final class Entries {
        private final Sum sum = new Sum();
        private final Set<String> sessions = new HashSet<>();

        void add(LedgerLine line) {
            sum.add(line.apiCalls(), line.tokens(), line.price());
            sessions.add(line.sessionId());
        }

        Line line(Account account) {
            Figures figures = sum.figures();
            return new Line(
                    account.model,
                    account.provider,
                    account.task,
                    sessions.size(),
                    figures.apiCalls(),
                    figures.tokens(),
                    figures.cacheShare(),
                    figures.cost());
        }
    }
}
