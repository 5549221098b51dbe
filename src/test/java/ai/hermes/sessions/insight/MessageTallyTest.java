package ai.hermes.sessions.insight;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How heavy what was counted is taken to be. */
class MessageTallyTest {

    @Test
    void aToolThatIsCalledAgainWeighsNoMore() {
        // given
        MessageTally tally = new MessageTally();
        tally.add(slice(1));
        long once = tally.weight();

        // when
        tally.add(slice(2));

        // then
        assertThat(tally.of("s").orElseThrow().tools()).containsExactly(Map.entry("terminal", 6L));
        assertThat(tally.weight()).isEqualTo(once);
    }

    private static MessageSlice slice(long id) {
        return new MessageSlice(
                id,
                id,
                List.of(new MessageSlice.Part("s", 0, id, 1, 10)),
                Map.of(0L, 1_760_000_000.0),
                List.of(new MessageSlice.Call("s", "terminal", 3)));
    }
}
