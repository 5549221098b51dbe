package ai.hermes.sessions.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.MemorySize;
import java.math.BigInteger;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiskCheckTest {

    @ParameterizedTest
    @CsvSource({"1000,PASS", "999,WARN", "100,WARN", "99,FAIL", "0,FAIL"})
    void aDiskIsJudgedByTheRoomThatIsLeft(long free, Level level) {
        // when
        Finding seen = check(OptionalLong.of(free)).look();

        // then
        assertThat(seen.level()).isEqualTo(level);
    }

    @Test
    void unknownIsNotToldAsANumber() {
        // when
        Finding seen = check(OptionalLong.empty()).look();

        // then
        assertThat(seen).isEqualTo(Finding.pass());
    }

    private static DiskCheck check(OptionalLong free) {
        return new DiskCheck(new Limits(), () -> free);
    }

    private record Limits() implements HealthConfig.Disk {
        @Override
        public Duration interval() {
            return Duration.ofSeconds(5);
        }

        @Override
        public Duration deadline() {
            return Duration.ofSeconds(1);
        }

        @Override
        public MemorySize warnFree() {
            return new MemorySize(BigInteger.valueOf(1000));
        }

        @Override
        public MemorySize failFree() {
            return new MemorySize(BigInteger.valueOf(100));
        }
    }
}
