package ai.hermes.sessions.wire;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ai.hermes.sessions.store.Cancellation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TurnstileTest {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch done = new CountDownLatch(1);
    private final Cancellation leaving = new Cancellation();
    private final AtomicReference<Thread> waiter = new AtomicReference<>(Thread.currentThread());
    private final List<String> entered = new CopyOnWriteArrayList<>();
    private final Turnstile gate = gate(Duration.ofHours(1));
    private CompletableFuture<Boolean> again;
    private CompletableFuture<Boolean> waiting;

    /**
     * One that works, and comes again as soon as it is done; another one waits for its turn, with an hour's patience.
     */
    @BeforeEach
    void fill() throws InterruptedException {
        CountDownLatch running = new CountDownLatch(1);
        again = CompletableFuture.supplyAsync(
                () -> {
                    gate.enter(() -> {
                        running.countDown();
                        return waited();
                    });
                    return gate.enter(() -> entered.add("again"));
                },
                threads);
        running.await();
        waiting = CompletableFuture.supplyAsync(
                () -> {
                    waiter.set(Thread.currentThread());
                    return gate.enter(leaving, () -> entered.add("waiting"));
                },
                threads);
        await().atMost(30, SECONDS).until(() -> waiter.get().getState() == Thread.State.TIMED_WAITING);
    }

    @AfterEach
    void end() {
        done.countDown();
        threads.shutdownNow();
    }

    private static Turnstile gate(Duration patience) {
        return new Turnstile(1, 1, patience, () -> new ApiException(503, "full", "It is full", Map.of()));
    }

    private boolean waited() {
        try {
            return done.await(30, SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Test
    void whereEnoughWaitAnotherOneIsRefusedAtOnce() {
        assertThatThrownBy(() -> gate.enter(() -> true))
                .isInstanceOf(ApiException.class)
                .hasMessage("It is full");
    }

    @Test
    void whoLeftDoesNotWaitAnyMore() {
        // when
        leaving.cancel();

        // then
        assertThatThrownBy(() -> waiting.get(30, SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(CancellationException.class);
    }

    @Test
    void whoWaitsIsNotOvertakenByOneThatComesBy() throws Exception {
        // when
        done.countDown();

        // then
        assertThat(waiting.get(30, SECONDS)).isTrue();
        assertThat(again.get(30, SECONDS)).isTrue();
        assertThat(entered).containsExactly("waiting", "again");
    }

    @Test
    void whoGaveUpLeavesNoPlaceTaken() throws Exception {
        // given
        leaving.cancel();
        assertThatThrownBy(() -> waiting.get(30, SECONDS)).isInstanceOf(ExecutionException.class);

        // when
        done.countDown();

        // then
        assertThat(again.get(30, SECONDS)).isTrue();
        assertThat(gate.enter(() -> true)).isTrue();
    }

    @Test
    void oneThatFailsLeavesNoPlaceTaken() throws Exception {
        // given
        done.countDown();
        again.get(30, SECONDS);
        assertThatThrownBy(() -> gate.enter(() -> {
                    throw new IllegalStateException("it failed");
                }))
                .hasMessage("it failed");

        // then
        assertThat(gate.enter(() -> true)).isTrue();
    }

    @Test
    void patienceEnds() throws Exception {
        // given
        Turnstile impatient = gate(Duration.ofMillis(1));

        // then
        assertThat(impatient
                        .<Boolean>enter(() -> {
                            assertThatThrownBy(() -> impatient.enter(() -> true))
                                    .hasMessage("It is full");
                            return true;
                        })
                        .booleanValue())
                .isTrue();
    }
}
