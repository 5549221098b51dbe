package ai.hermes.sessions.search;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ai.hermes.sessions.store.Cancellation;
import ai.hermes.sessions.wire.ApiException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SearchGateTest {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch done = new CountDownLatch(1);
    private final Cancellation leaving = new Cancellation();
    private final AtomicReference<Thread> waiter = new AtomicReference<>(Thread.currentThread());
    private final SearchGate gate = new SearchGate(new OneAtATime());
    private CompletableFuture<Boolean> waiting;

    /** One search runs, another one waits for its turn, with an hour's patience. */
    @BeforeEach
    void fill() throws InterruptedException {
        CountDownLatch running = new CountDownLatch(1);
        threads.execute(() -> gate.enter(new Cancellation(), () -> {
            running.countDown();
            return waited();
        }));
        running.await();
        waiting = CompletableFuture.supplyAsync(
                () -> {
                    waiter.set(Thread.currentThread());
                    return gate.enter(leaving, () -> true);
                },
                threads);
        await().atMost(30, SECONDS).until(() -> waiter.get().getState() == Thread.State.TIMED_WAITING);
    }

    @AfterEach
    void end() {
        done.countDown();
        threads.shutdownNow();
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
        assertThatThrownBy(() -> gate.enter(new Cancellation(), () -> true)).isInstanceOf(ApiException.class);
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
    void whoWaitsHasItsTurn() throws Exception {
        // when
        done.countDown();

        // then
        assertThat(waiting.get(30, SECONDS)).isTrue();
    }

    private static final class OneAtATime implements SearchConfig {

        @Override
        public int maxConcurrent() {
            return 1;
        }

        @Override
        public Duration patience() {
            return Duration.ofHours(1);
        }

        @Override
        public Duration deadline() {
            return Duration.ofSeconds(10);
        }

        @Override
        public Duration scanTime() {
            return Duration.ofSeconds(2);
        }
    }
}
