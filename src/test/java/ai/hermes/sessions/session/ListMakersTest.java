package ai.hermes.sessions.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.hermes.sessions.session.ReadyList.Made;
import ai.hermes.sessions.wire.ApiException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ListMakersTest {

    private static final SessionList LIST = new SessionList(
            new ReadyList(new byte[0], "", 0, new Made(List.of(), List.of(), false), Optional.empty()),
            List.of(),
            0,
            0);

    /** Threads that begin what they are handed when the test says so. */
    private final Queue<Runnable> handed = new ArrayDeque<>();

    private final ListMakers makers = new ListMakers(handed::add);
    private final AtomicInteger made = new AtomicInteger();

    private UniAssertSubscriber<SessionList> ask(Object what) {
        return taken(makers.make(what, this::list));
    }

    private SessionList list() {
        made.incrementAndGet();
        return LIST;
    }

    private static UniAssertSubscriber<SessionList> taken(Uni<SessionList> list) {
        return list.subscribe().withSubscriber(UniAssertSubscriber.create());
    }

    private void work() {
        while (!handed.isEmpty()) {
            handed.remove().run();
        }
    }

    /** Takes all places with lists that nobody else asks for. */
    private void occupy() {
        int before = -1;
        for (int i = 0; handed.size() > before; i++) {
            before = handed.size();
            ask("other " + i);
        }
    }

    @Test
    void whatWaitsForItsTurnIsMadeOnceForAllWhoAskForIt() {
        // given
        occupy();
        List<UniAssertSubscriber<SessionList>> asked = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            asked.add(ask("same"));
        }
        int others = handed.size();

        // when
        work();

        // then
        assertThat(asked).allSatisfy(it -> it.assertCompleted());
        // The places, the one that found them taken, and the one that all share.
        assertThat(made.get()).isEqualTo(others + 2);
    }

    @Test
    void whatWasBegunIsNotSharedWithWhoAsksLater() {
        // given
        List<UniAssertSubscriber<SessionList>> later = new ArrayList<>();
        taken(makers.make("same", () -> {
            later.add(ask("same"));
            return list();
        }));

        // when
        work();

        // then
        later.get(0).assertCompleted();
        assertThat(made.get()).isEqualTo(2);
    }

    @Test
    void aFewAreMadeAtATime() {
        // when
        for (int i = 0; i < 50; i++) {
            ask(i);
        }

        // then
        assertThat(handed).hasSize(4);
    }

    @Test
    void aCrowdOfDifferentOnesIsRefused() {
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 100; i++) {
                        ask(i);
                    }
                })
                .isInstanceOfSatisfying(
                        ApiException.class, it -> assertThat(it.status()).isEqualTo(503));
    }

    @Test
    void afterACrowdListsAreMadeAgain() {
        // given
        aCrowdOfDifferentOnesIsRefused();
        work();

        // when
        UniAssertSubscriber<SessionList> list = ask("one more");
        work();

        // then
        list.assertCompleted();
    }

    @Test
    void oneThatFailsFailsForAllAndLeavesItsPlace() {
        // given
        List<UniAssertSubscriber<SessionList>> failed = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            failed.add(taken(makers.make(i, () -> {
                throw new StackOverflowError();
            })));
        }
        work();

        // when
        UniAssertSubscriber<SessionList> list = ask("good");
        work();

        // then
        assertThat(failed).allSatisfy(it -> it.assertFailedWith(StackOverflowError.class));
        list.assertCompleted();
    }

    @Test
    void oneThatLeavesDoesNotEndItForOthers() {
        // given
        UniAssertSubscriber<SessionList> leaving = ask("same");
        occupy();
        UniAssertSubscriber<SessionList> first = ask("shared");
        UniAssertSubscriber<SessionList> second = ask("shared");

        // when
        leaving.cancel();
        first.cancel();
        work();

        // then
        second.assertCompleted();
    }

    @Test
    void whereNoThreadTakesItItIsRefused() {
        // given
        ListMakers without = new ListMakers(task -> {
            throw new RejectedExecutionException();
        });

        // when
        UniAssertSubscriber<SessionList> list = taken(without.make("any", this::list));

        // then
        list.assertFailedWith(ApiException.class);
    }
}
