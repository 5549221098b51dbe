package ai.hermes.sessions.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThrottleTest {

    private static final String ATTACKER = "192.0.2.66";
    private static final String FRIEND = "192.0.2.1";
    private static final Instant START = Instant.parse("2026-11-24T12:00:00Z");

    private final MovingClock clock = new MovingClock();
    private final Throttle throttle = new Throttle(
            Access.auth(Map.of("hermes.auth.max-failures", "5", "hermes.auth.max-total-failures", "20")), clock);

    @Test
    void ofAThousandGuessesFromOneAddressFiveAreHeardInAMinute() {
        // when
        long heard = IntStream.range(0, 1_000)
                .filter(i -> throttle.begin(Throttle.Way.LOGIN, ATTACKER).isEmpty())
                .count();

        // then
        assertThat(heard).isEqualTo(5);
        assertThat(throttle.begin(Throttle.Way.LOGIN, FRIEND)).isEmpty();
    }

    @Test
    void whoHasToWaitIsToldForHowLong() {
        // given
        IntStream.range(0, 5).forEach(i -> throttle.begin(Throttle.Way.LOGIN, ATTACKER));
        clock.move(Duration.ofSeconds(20));

        // when
        long seconds = throttle.begin(Throttle.Way.LOGIN, ATTACKER).orElseThrow();

        // then
        assertThat(seconds).isEqualTo(40);
    }

    @Test
    void afterAMinuteItBeginsAnew() {
        // given
        IntStream.range(0, 9).forEach(i -> throttle.begin(Throttle.Way.LOGIN, ATTACKER));

        // when
        clock.move(Duration.ofSeconds(60));

        // then
        assertThat(throttle.begin(Throttle.Way.LOGIN, ATTACKER)).isEmpty();
    }

    @Test
    void aSuccessIsNoFailure() {
        // given
        IntStream.range(0, 5).forEach(i -> throttle.begin(Throttle.Way.LOGIN, FRIEND));

        // when
        throttle.succeeded(Throttle.Way.LOGIN, FRIEND);

        // then
        assertThat(throttle.begin(Throttle.Way.LOGIN, FRIEND)).isEmpty();
    }

    @Test
    void whoHasATokenGuessesNoMorePasswordsByIt() {
        // when
        long guesses = 0;
        for (int i = 0; i < 1_000; i++) {
            boolean heard = throttle.begin(Throttle.Way.LOGIN, ATTACKER).isEmpty();
            if (heard && i % 5 == 4) {
                throttle.succeeded(Throttle.Way.LOGIN, ATTACKER);
            } else if (heard) {
                guesses++;
            }
        }

        // then
        assertThat(guesses).isEqualTo(5);
    }

    @Test
    void loginsFromOneAddressAreLimitedToo() {
        // when
        long heard = IntStream.range(0, 1_000)
                .filter(i -> throttle.begin(Throttle.Way.LOGIN, ATTACKER).isEmpty())
                .peek(i -> throttle.succeeded(Throttle.Way.LOGIN, ATTACKER))
                .count();

        // then
        assertThat(heard).isEqualTo(30);
    }

    @Test
    void aProgramWithAnOldTokenKeepsNobodyFromLoggingIn() {
        // when
        IntStream.range(0, 1_000).forEach(i -> throttle.begin(Throttle.Way.TOKEN, FRIEND));

        // then
        assertThat(throttle.begin(Throttle.Way.LOGIN, FRIEND)).isEmpty();
    }

    @Test
    void manyAddressesTogetherMeetTheLimitOverAll() {
        // when
        long heard = IntStream.range(0, 1_000)
                .filter(i -> throttle.begin(Throttle.Way.LOGIN, "198.51.100." + i % 200)
                        .isEmpty())
                .count();

        // then
        assertThat(heard).isEqualTo(20);
    }

    @Test
    void whoCameInBeforeIsHeardAllTheSame() {
        // given
        throttle.begin(Throttle.Way.LOGIN, FRIEND);
        throttle.succeeded(Throttle.Way.LOGIN, FRIEND);
        throttle.welcome(FRIEND);

        // when
        IntStream.range(0, 1_000).forEach(i -> throttle.begin(Throttle.Way.LOGIN, "198.51.100." + i % 200));

        // then
        assertThat(throttle.begin(Throttle.Way.LOGIN, FRIEND)).isEmpty();
        assertThat(throttle.begin(Throttle.Way.LOGIN, "203.0.113.9")).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "2001:db8:1:2::1, 2001:db8:1:2:ffff::9, true",
        "2001:db8:1:2::1, 2001:db8:1:3::1, false",
        "192.0.2.1, 192.0.2.2, false",
        "::ffff:192.0.2.1, ::ffff:192.0.2.2, false"
    })
    void allAddressesThatOneCustomerHasCountAsOne(String one, String other, boolean same) {
        assertThat(Throttle.network(one).equals(Throttle.network(other))).isEqualTo(same);
    }

    private static final class MovingClock extends Clock {
        private Instant now = START;

        void move(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }
    }
}
