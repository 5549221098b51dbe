package ai.hermes.sessions.background;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RepeatedTest {

    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();

    @AfterEach
    void end() {
        scheduler.shutdownNow();
    }

    private static Stream<Throwable> failures() {
        return Stream.of(
                new IllegalStateException("broken"),
                new NoClassDefFoundError("Broken"),
                new StackOverflowError(),
                new OutOfMemoryError("unable to create native thread"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void whatHasThrownIsDoneAgain(Throwable failure) throws InterruptedException {
        // given
        CountDownLatch times = new CountDownLatch(3);

        // when
        Repeated.every(scheduler, "It could not be done", Duration.ZERO, Duration.ofMillis(1), () -> {
            times.countDown();
            RepeatedTest.<RuntimeException>thrown(failure);
        });

        // then
        assertThat(times.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void thrown(Throwable failure) throws T {
        throw (T) failure;
    }
}
