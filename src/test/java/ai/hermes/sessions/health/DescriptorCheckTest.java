package ai.hermes.sessions.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DescriptorCheckTest {

    @ParameterizedTest
    @CsvSource({"0,PASS", "699,PASS", "700,WARN", "949,WARN", "950,FAIL", "1000,FAIL"})
    void openDescriptorsAreJudgedByTheirShareOfTheLimit(long open, Level level) {
        // given
        DescriptorCheck check = check(Optional.of(new DescriptorCheck.Count(open, 1000)));

        // when
        Finding seen = check.look();

        // then
        assertThat(seen.level()).isEqualTo(level);
    }

    @Test
    void theFiguresAreTold() {
        // given
        DescriptorCheck check = check(Optional.of(new DescriptorCheck.Count(3, 1000)));

        // when
        Finding seen = check.look();

        // then
        assertThat(seen.figures()).isEqualTo(Map.of("open", 3L, "limit", 1000L));
    }

    @Test
    void unknownIsNotToldAsANumber() {
        // given
        DescriptorCheck check = check(Optional.empty());

        // when
        Finding seen = check.look();

        // then
        assertThat(seen).isEqualTo(Finding.pass());
    }

    private static DescriptorCheck check(Optional<DescriptorCheck.Count> count) {
        return new DescriptorCheck(new Marks(), () -> count);
    }

    private static final class Marks implements HealthConfig.Descriptors {
        @Override
        public Duration interval() {
            return Duration.ofSeconds(5);
        }

        @Override
        public Duration deadline() {
            return Duration.ofSeconds(1);
        }

        @Override
        public int warnPercent() {
            return 70;
        }

        @Override
        public int failPercent() {
            return 95;
        }
    }
}
