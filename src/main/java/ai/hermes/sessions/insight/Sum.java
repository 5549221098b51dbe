package ai.hermes.sessions.insight;

import java.util.Optional;

/** Adds up what sessions, or lines of the ledger, used. */
final class Sum {

    private final long[] counts = new long[CostKind.values().length];
    private final double[] usd = new double[CostKind.values().length];
    private long sessions;
    private long messages;
    private long toolCalls;
    private long apiCalls;
    private long input;
    private long output;
    private long cacheRead;
    private long cacheWrite;
    private long reasoning;

    /** One more session. */
    void add(SessionUsage usage) {
        sessions++;
        messages += usage.row().messageCount();
        toolCalls += usage.row().toolCallCount();
        add(usage.apiCalls(), usage.tokens(), usage.price());
    }

    /** One more line of the ledger, which counts no session. */
    void add(long calls, TokenCounts tokens, Price price) {
        apiCalls += calls;
        input += tokens.input();
        output += tokens.output();
        cacheRead += tokens.cacheRead();
        cacheWrite += tokens.cacheWrite();
        reasoning += tokens.reasoning();
        counts[price.kind().ordinal()]++;
        usd[price.kind().ordinal()] += price.usd();
    }

    /** All tokens that were sent and received, cached ones included. */
    long tokens() {
        return input + output + cacheRead + cacheWrite;
    }

    /** The sum as it is told. */
    Figures figures() {
        return new Figures(
                sessions,
                messages,
                toolCalls,
                apiCalls,
                new TokenSums(input, output, cacheRead, cacheWrite, reasoning, tokens()),
                cacheShare(),
                costs());
    }

    private Optional<Double> cacheShare() {
        long sent = input + cacheRead + cacheWrite;
        return sent > 0 ? Optional.of((double) cacheRead / sent) : Optional.empty();
    }

    private Costs costs() {
        return new Costs(
                cost(CostKind.ACTUAL), cost(CostKind.ESTIMATED), cost(CostKind.INCLUDED), cost(CostKind.UNPRICED));
    }

    private Costs.Part cost(CostKind kind) {
        return new Costs.Part(counts[kind.ordinal()], Dollars.rounded(usd[kind.ordinal()]));
    }
}
