package ai.hermes.sessions.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeedCheckTest {

    @Test
    void theWorstLagOfAllProfilesIsTold() {
        // when
        Finding finding = look(Duration.ofMillis(200), Duration.ofMillis(1500));

        // then
        assertThat(finding.level()).isEqualTo(Level.PASS);
        assertThat(finding.figures()).containsEntry("lag_ms", 1500L).containsEntry("profiles_late", 0L);
    }

    @Test
    void aProfileWhoseChangesAreNotToldIsToldOf() {
        // when
        Finding finding = look(Duration.ZERO, Duration.ofSeconds(31));

        // then
        assertThat(finding.level()).isEqualTo(Level.WARN);
        assertThat(finding.problem()).map(Problem::code).contains("feed_late");
    }

    private static Finding look(Duration... lags) {
        return new FeedCheck(new Limits(), () -> List.of(lags)).look();
    }

    private record Limits() implements HealthConfig.ListLag {
        @Override
        public Duration interval() {
            return Duration.ofSeconds(5);
        }

        @Override
        public Duration deadline() {
            return Duration.ofSeconds(3);
        }

        @Override
        public Duration maxLag() {
            return Duration.ofMinutes(1);
        }
    }
}
