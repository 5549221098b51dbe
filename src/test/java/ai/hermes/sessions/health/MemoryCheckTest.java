package ai.hermes.sessions.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.MemoryUsage;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemoryCheckTest {

    @ParameterizedTest
    @CsvSource({"84,PASS", "85,WARN", "96,WARN", "97,FAIL"})
    void memoryIsJudgedByWhatIsLeftAfterACollection(long used, Level level) {
        // when
        Finding seen = check(Optional.of(new MemoryUsage(0, used, 100, 100))).look();

        // then
        assertThat(seen.level()).isEqualTo(level);
    }

    @Test
    void beforeTheFirstCollectionNothingIsClaimed() {
        // when
        Finding seen = check(Optional.empty()).look();

        // then
        assertThat(seen).isEqualTo(Finding.pass());
    }

    private static MemoryCheck check(Optional<MemoryUsage> usage) {
        return new MemoryCheck(new Pace(), () -> usage);
    }

    private record Pace() implements HealthConfig.Pace {
        @Override
        public Duration interval() {
            return Duration.ofSeconds(5);
        }

        @Override
        public Duration deadline() {
            return Duration.ofSeconds(1);
        }
    }
}
