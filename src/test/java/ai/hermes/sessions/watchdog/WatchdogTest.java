package ai.hermes.sessions.watchdog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class WatchdogTest {

    private final List<String> done = new ArrayList<>();
    private final Settings settings = new Settings(1, 1000);
    private boolean alive = true;
    private long now;
    private final Watchdog watchdog =
            new Watchdog(settings, () -> alive, () -> done.add("record"), () -> done.add("end"), () -> now);

    @Test
    void aProcessThatIsAliveGoesOn() {
        // when
        watchdog.look();
        pass(Duration.ofHours(1));
        watchdog.look();

        // then
        assertThat(done).isEmpty();
    }

    @Test
    void aProcessThatIsNotAliveIsGivenSomeTime() {
        // given
        alive = false;

        // when
        watchdog.look();
        pass(Duration.ofSeconds(9));
        watchdog.look();

        // then
        assertThat(done).isEmpty();
    }

    @Test
    void aProcessThatStaysStuckIsWrittenDownAndEnded() {
        // given
        alive = false;

        // when
        watchdog.look();
        pass(Duration.ofSeconds(10));
        watchdog.look();

        // then
        assertThat(done).containsExactly("record", "end");
    }

    @Test
    void timesOfBeingStuckDoNotAddUp() {
        // given
        alive = false;
        watchdog.look();
        pass(Duration.ofSeconds(9));
        alive = true;
        watchdog.look();

        // when
        alive = false;
        watchdog.look();
        pass(Duration.ofSeconds(9));
        watchdog.look();

        // then
        assertThat(done).isEmpty();
    }

    @Test
    void itIsEndedEvenIfNothingCouldBeWrittenDown() {
        // given
        Runnable failing = () -> {
            throw new IllegalStateException("no room");
        };
        Watchdog careless = new Watchdog(settings, () -> false, failing, () -> done.add("end"), () -> now);

        // when
        careless.look();
        pass(Duration.ofSeconds(10));
        careless.look();

        // then
        assertThat(done).containsExactly("end");
    }

    @Test
    void whereNobodyCanTellWhetherTheProcessIsAliveItCountsAsStuck() {
        // given
        BooleanSupplier broken = () -> {
            throw new NoClassDefFoundError("Health");
        };
        Watchdog blind = new Watchdog(settings, broken, () -> done.add("record"), () -> done.add("end"), () -> now);

        // when
        blind.look();
        pass(Duration.ofSeconds(10));
        blind.look();

        // then
        assertThat(done).containsExactly("record", "end");
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }
}
