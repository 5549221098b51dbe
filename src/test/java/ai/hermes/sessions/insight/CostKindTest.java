package ai.hermes.sessions.insight;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is known of a price, by what the agent noted. */
class CostKindTest {

    @ParameterizedTest
    @CsvSource({
        "actual, 1, 2, true, ACTUAL",
        "estimated, 1, 2, true, ACTUAL",
        "'', , 2, true, ESTIMATED",
        "estimated, , 0, true, ESTIMATED",
        "included, 1, 2, true, INCLUDED",
        "included, , , false, INCLUDED",
        "unknown, , 2, true, UNPRICED",
        "'', , , true, UNPRICED",
        "'', , , false, NONE"
    })
    void aSessionIsOfOneKind(String status, Double actual, Double estimated, boolean used, CostKind kind) {
        assertThat(CostKind.ofSession(status, optional(actual), optional(estimated), used))
                .isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({
        "actual, 0, 0, true, ACTUAL",
        "estimated, 0, 0, true, ESTIMATED",
        "'', 0, 2, true, ESTIMATED",
        "'', 0, 0, true, UNPRICED",
        "included, 0, 2, true, INCLUDED",
        "unknown, 0, 2, true, UNPRICED"
    })
    void aNoughtInTheLedgerIsNoPrice(String status, double actual, double estimated, boolean used, CostKind kind) {
        assertThat(CostKind.ofLedger(status, actual, estimated, used)).isEqualTo(kind);
    }

    private static OptionalDouble optional(Double value) {
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
}
