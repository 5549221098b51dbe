package ai.hermes.sessions.live;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hermes.sessions.annotation.ConversationKey;
import ai.hermes.sessions.conversation.ListChange;
import ai.hermes.sessions.store.Profile;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PendingChangesTest {

    private static final Profile PROFILE = Profile.DEFAULT;

    private final PendingChanges pending = new PendingChanges();

    private static ConversationKey key(String id) {
        return new ConversationKey(PROFILE, id);
    }

    private static ListChange change(int second, Set<ConversationKey> changed, Set<ConversationKey> removed) {
        return new ListChange(PROFILE, second, Instant.ofEpochSecond(second), false, changed, Set.of(), removed);
    }

    @Test
    void aBurstIsTakenAsOneThatBeganWithItsFirst() {
        // when
        pending.add(change(1, Set.of(key("a")), Set.of()));
        pending.add(change(2, Set.of(key("b")), Set.of(key("c"))));

        // then
        PendingChanges.Taken taken = pending.take().orElseThrow();
        assertThat(taken.happenedAt()).isEqualTo(Instant.ofEpochSecond(1));
        assertThat(taken.touched().get(PROFILE)).containsExactlyInAnyOrder(key("a"), key("b"), key("c"));
    }

    @Test
    void onlyTheFirstAfterTheyWereTakenIsTheFirst() {
        // when
        boolean first = pending.add(change(1, Set.of(key("a")), Set.of()));
        boolean second = pending.add(change(2, Set.of(key("a")), Set.of()));
        pending.take();

        // then
        assertThat(first).isTrue();
        assertThat(second).isFalse();
        assertThat(pending.add(change(3, Set.of(key("a")), Set.of()))).isTrue();
    }

    @Test
    void nothingIsTakenTwice() {
        // given
        pending.add(change(1, Set.of(key("a")), Set.of()));

        // when
        pending.take();

        // then
        assertThat(pending.take()).isEmpty();
    }

    @Test
    void ofTooManyOnlyThatIsKept() {
        // when
        pending.add(change(
                1,
                IntStream.rangeClosed(0, PendingChanges.MOST)
                        .mapToObj(i -> key("k" + i))
                        .collect(Collectors.toSet()),
                Set.of()));
        pending.add(change(2, Set.of(key("later")), Set.of()));

        // then
        PendingChanges.Taken taken = pending.take().orElseThrow();
        assertThat(taken.everything()).containsExactly(PROFILE);
        assertThat(taken.touched().get(PROFILE)).isEmpty();
    }
}
