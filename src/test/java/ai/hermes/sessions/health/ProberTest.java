package ai.hermes.sessions.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProberTest {

    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final Duration DEADLINE = Duration.ofSeconds(2);

    private long now = Long.MAX_VALUE - 10;
    private final List<Check> checks = new ArrayList<>();
    private final List<Runnable> handed = new ArrayList<>();

    @Test
    void beforeTheFirstLookNothingIsClaimed() {
        // given
        Prober prober = prober(handed::add);
        Check check = known(new Counting(false));

        // when
        prober.tick();

        // then
        CheckResult result = prober.result(check).orElseThrow();
        assertThat(result.finding().problem()).contains(Problem.NOT_LOOKED_YET);
    }

    @Test
    void aCheckIsLookedAtOnceInEachInterval() {
        // given
        Prober prober = prober(Runnable::run);
        Counting check = known(new Counting(false));
        prober.tick();

        // when
        pass(INTERVAL.minusNanos(1));
        prober.tick();
        int early = check.looks;
        pass(Duration.ofNanos(1));
        prober.tick();

        // then
        assertThat(List.of(early, check.looks)).containsExactly(1, 2);
    }

    @Test
    void readingAResultCausesNoLook() {
        // given
        Prober prober = prober(Runnable::run);
        Counting check = known(new Counting(false));
        prober.tick();

        // when
        pass(INTERVAL.multipliedBy(2));
        prober.result(check);

        // then
        assertThat(check.looks).isEqualTo(1);
    }

    @Test
    void aLookThatDoesNotComeBackIsNotBegunAgain() {
        // given
        Prober prober = prober(handed::add);
        known(new Counting(false));
        prober.tick();

        // when
        pass(INTERVAL.multipliedBy(10));
        prober.tick();

        // then
        assertThat(handed).hasSize(1);
    }

    @Test
    void aGoodResultThatGotTooOldIsAFailure() {
        // given
        Prober prober = prober(Runnable::run);
        Check check = known(new Counting(false));
        prober.tick();

        // when
        pass(INTERVAL.multipliedBy(3).plus(DEADLINE));
        Level oldest = prober.result(check).orElseThrow().level();
        pass(Duration.ofNanos(1));
        CheckResult stale = prober.result(check).orElseThrow();

        // then
        assertThat(List.of(oldest, stale.level())).containsExactly(Level.PASS, Level.FAIL);
        assertThat(stale.finding().problem()).contains(Problem.PROBE_STUCK);
    }

    @Test
    void aFirstLookThatNeverComesBackIsAFailure() {
        // given
        Prober prober = prober(handed::add);
        Check check = known(new Counting(false));
        prober.tick();

        // when
        pass(INTERVAL.multipliedBy(3).plus(DEADLINE).plusNanos(1));

        // then
        assertThat(prober.result(check).orElseThrow().up()).isFalse();
    }

    @Test
    void aLateResultCountsAgain() {
        // given
        Prober prober = prober(handed::add);
        Check check = known(new Counting(false));
        prober.tick();
        pass(INTERVAL.multipliedBy(10));

        // when
        handed.get(0).run();

        // then
        assertThat(prober.result(check).orElseThrow().level()).isEqualTo(Level.PASS);
    }

    @Test
    void aCheckThatThrowsIsAFailure() {
        // given
        Prober prober = prober(Runnable::run);
        Check check = known(new Counting(false) {
            @Override
            public Finding look() {
                throw new IllegalStateException("broken");
            }
        });

        // when
        prober.tick();

        // then
        CheckResult result = prober.result(check).orElseThrow();
        assertThat(result.finding().problem()).contains(Problem.PROBE_FAILED);
    }

    @Test
    void aCheckThatFailsWithAnErrorIsLookedAtAgain() {
        // given
        Prober prober = prober(Runnable::run);
        Counting check = known(new Counting(false) {
            @Override
            public Finding look() {
                super.look();
                throw new StackOverflowError();
            }
        });
        prober.tick();
        Optional<Problem> first = prober.result(check).orElseThrow().finding().problem();

        // when
        pass(INTERVAL);
        prober.tick();

        // then
        assertThat(first).contains(Problem.PROBE_FAILED);
        assertThat(check.looks).isEqualTo(2);
    }

    @Test
    void aLookThatTheSystemGivesNoThreadForIsBegunLater() {
        // given
        List<Runnable> begun = new ArrayList<>();
        boolean[] exhausted = {true};
        Prober prober = prober(look -> {
            if (exhausted[0]) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            begun.add(look);
        });
        known(new Counting(false));
        assertThatThrownBy(prober::tick).isInstanceOf(OutOfMemoryError.class);

        // when
        exhausted[0] = false;
        prober.tick();

        // then
        assertThat(begun).hasSize(1);
    }

    @Test
    void aLookThatFindsNoThreadIsBegunAtTheNextTick() {
        // given
        List<Runnable> refused = new ArrayList<>();
        Prober prober = prober(look -> {
            if (refused.isEmpty()) {
                refused.add(look);
                throw new RejectedExecutionException();
            }
            look.run();
        });
        Check check = known(new Counting(false));
        prober.tick();

        // when
        prober.tick();

        // then
        assertThat(prober.result(check).orElseThrow().looked()).isTrue();
    }

    @Test
    void vitalChecksDoNotShareThreadsWithOthers() {
        // given
        Prober prober = new Prober(() -> checks, Runnable::run, handed::add, () -> now);
        Check vital = known(new Counting(true));
        Check other = known(new Counting(false));

        // when
        prober.tick();

        // then
        assertThat(List.of(
                        prober.result(vital).orElseThrow().looked(),
                        prober.result(other).orElseThrow().looked()))
                .containsExactly(true, false);
    }

    @Test
    void theChecksThatWaitedLongestGoFirst() {
        // given
        Prober prober = prober(Runnable::run);
        List<Check> order = new ArrayList<>();
        List<Check> met = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            met.add(known(new Counting(false) {
                @Override
                public Finding look() {
                    order.add(this);
                    return Finding.pass();
                }
            }));
            prober.tick();
            pass(Duration.ofMillis(100));
        }
        order.clear();

        // when
        pass(INTERVAL);
        prober.tick();

        // then
        assertThat(order).containsExactlyElementsOf(met);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void withTheDefaultsLivenessFallsWithinTwentySeconds(boolean comesBack) {
        // given
        HealthConfig.Pace defaults = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(HealthConfig.class)
                .build()
                .getConfigMapping(HealthConfig.class)
                .port();
        boolean[] wedged = {false};
        // The look that finds no answer waits for it as long as it may, or never comes back.
        Prober prober = prober(look -> {
            if (!wedged[0] || comesBack) {
                look.run();
            }
        });
        Check check = known(new Counting(true) {
            @Override
            public HealthConfig.Pace pace() {
                return defaults;
            }

            @Override
            public Finding look() {
                if (wedged[0]) {
                    pass(defaults.deadline());
                    return Finding.fail(Problem.PROBE_FAILED, Map.of());
                }
                return Finding.pass();
            }
        });
        prober.tick();
        long from = now;

        // when
        wedged[0] = true;
        while (prober.result(check).orElseThrow().up()) {
            pass(Duration.ofMillis(100));
            prober.tick();
        }

        // then
        assertThat(Duration.ofNanos(now - from)).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void aCheckOfSomethingThatIsGoneIsForgotten() {
        // given
        Prober prober = prober(Runnable::run);
        Check check = known(new Counting(false));
        prober.tick();

        // when
        checks.clear();
        prober.tick();

        // then
        assertThat(prober.result(check)).isEmpty();
    }

    private Prober prober(Executor executor) {
        return new Prober(() -> checks, executor, executor, () -> now);
    }

    private <T extends Check> T known(T check) {
        checks.add(check);
        return check;
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    private static class Counting implements Check {
        private final boolean vital;
        private int looks;

        Counting(boolean vital) {
            this.vital = vital;
        }

        @Override
        public String name() {
            return "test";
        }

        @Override
        public boolean vital() {
            return vital;
        }

        @Override
        public HealthConfig.Pace pace() {
            return new Steady(INTERVAL, DEADLINE);
        }

        @Override
        public Finding look() {
            looks++;
            return Finding.pass();
        }
    }

    private record Steady(Duration interval, Duration deadline) implements HealthConfig.Pace {}
}
