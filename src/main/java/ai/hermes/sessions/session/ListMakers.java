package ai.hermes.sessions.session;

import ai.hermes.sessions.wire.ApiException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/**
 * Makes lists that are not ready, a few at a time, for all who wait for them. Nobody waits in a thread.
 *
 * <p>Who asks for what already waits for its turn shares it: after a change, a hundred sidebars that show the same cost
 * one list. A crowd of different ones is refused, instead of taking the threads that others need. What is being made
 * already is not shared, because it may know nothing of what the one who asks now has just changed.
 */
@Singleton
final class ListMakers {

    private static final int PLACES = 4;
    private static final int MOST_WAITING = 60;

    private final Executor threads;
    private final Map<Object, Making> waiting = new LinkedHashMap<>();
    private int busy;

    @Inject
    ListMakers() {
        this(work -> Infrastructure.getDefaultWorkerPool().execute(work));
    }

    ListMakers(Executor threads) {
        this.threads = threads;
    }

    /**
     * Has a list made when it is its turn.
     *
     * @param asked what is asked for: of two that are equal one is made, as long as it was not begun
     * @throws ApiException 503 if too many wait
     */
    Uni<SessionList> make(Object asked, Supplier<SessionList> work) {
        Making making = join(asked, work);
        begin();
        // One that leaves must not end it for the others.
        return Uni.createFrom()
                .emitter(emitter -> making.result.whenComplete((list, failure) -> {
                    if (failure == null) {
                        emitter.complete(list);
                    } else {
                        emitter.fail(failure);
                    }
                }));
    }

    private synchronized Making join(Object asked, Supplier<SessionList> work) {
        Making known = waiting.get(asked);
        if (known != null) {
            return known;
        } else if (waiting.size() >= MOST_WAITING) {
            throw busy();
        }
        Making making = new Making(work, new CompletableFuture<>());
        waiting.put(asked, making);
        return making;
    }

    private void begin() {
        next().ifPresent(making -> {
            try {
                threads.execute(() -> {
                    try {
                        making.run();
                    } finally {
                        end();
                    }
                });
            } catch (RejectedExecutionException e) {
                making.result.completeExceptionally(busy());
                end();
            }
        });
    }

    private synchronized Optional<Making> next() {
        if (busy == PLACES || waiting.isEmpty()) {
            return Optional.empty();
        }
        busy++;
        return Optional.of(waiting.remove(waiting.keySet().iterator().next()));
    }

    private void end() {
        synchronized (this) {
            busy--;
        }
        begin();
    }

    private static ApiException busy() {
        return new ApiException(
                503,
                "too_busy",
                "Too many lists are being made.",
                Map.of("remedy", "Try again in a moment.", "retry_after_seconds", 1));
    }

    private record Making(Supplier<SessionList> work, CompletableFuture<SessionList> result) {

        void run() {
            try {
                result.complete(work.get());
            } catch (RuntimeException | Error e) {
                result.completeExceptionally(e);
            }
        }
    }
}
