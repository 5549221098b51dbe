package ai.hermes.sessions.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class TurnCheckTest {

    private static final Executor FREE = Runnable::run;

    private final List<Runnable> waiting = new ArrayList<>();
    private boolean open;

    private void later(Runnable task) {
        if (open) {
            task.run();
        } else {
            waiting.add(task);
        }
    }

    @Test
    void whatComesRoundPasses() {
        // when
        Finding seen = check(FREE, FREE).look();

        // then
        assertThat(seen).isEqualTo(Finding.pass());
    }

    @Test
    void oneThatIsBlockedIsEnoughToFail() {
        // when
        Finding seen = check(FREE, this::later).look();

        // then
        assertThat(seen.level()).isEqualTo(Level.FAIL);
    }

    @Test
    void whatIsBlockedIsAskedOnlyOnce() {
        // given
        TurnCheck check = check(this::later);

        // when
        check.look();
        check.look();

        // then
        assertThat(waiting).hasSize(1);
    }

    @Test
    void whatMovesAgainPasses() {
        // given
        TurnCheck check = check(this::later);
        check.look();

        // when
        open = true;
        waiting.forEach(Runnable::run);

        // then
        assertThat(check.look()).isEqualTo(Finding.pass());
    }

    @Test
    void threadsThatTakeNothingFail() {
        // given
        Executor full = task -> {
            throw new RejectedExecutionException("full");
        };

        // when
        Finding seen = check(full).look();

        // then
        assertThat(seen.level()).isEqualTo(Level.FAIL);
    }

    private static TurnCheck check(Executor... executors) {
        return new TurnCheck("turns", true, new Pace(), List.of(executors), TurnCheck.WORKERS_STUCK);
    }

    private record Pace() implements HealthConfig.Pace {
        @Override
        public Duration interval() {
            return Duration.ofSeconds(1);
        }

        @Override
        public Duration deadline() {
            return Duration.ofMillis(200);
        }
    }
}
