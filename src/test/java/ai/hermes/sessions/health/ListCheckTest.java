package ai.hermes.sessions.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListCheckTest {

    @ParameterizedTest
    @CsvSource({"0,PASS", "30,PASS", "31,WARN", "60,WARN", "61,FAIL"})
    void aListIsJudgedByHowFarItLagsBehind(long seconds, Level level) {
        // when
        Finding seen = check(Optional.of(Duration.ofSeconds(seconds))).look();

        // then
        assertThat(seen.level()).isEqualTo(level);
    }

    @Test
    void withoutAStoreNothingLagsBehind() {
        // when
        Finding seen = check(Optional.empty()).look();

        // then
        assertThat(seen).isEqualTo(Finding.pass());
    }

    private static ListCheck check(Optional<Duration> lag) {
        return new ListCheck(new Limits(), () -> lag);
    }

    private record Limits() implements HealthConfig.ListLag {
        @Override
        public Duration interval() {
            return Duration.ofSeconds(5);
        }

        @Override
        public Duration deadline() {
            return Duration.ofSeconds(1);
        }

        @Override
        public Duration maxLag() {
            return Duration.ofMinutes(1);
        }
    }
}
