package ai.hermes.sessions.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TwinsTest {

    private static Outline message(long id, boolean summarised) {
        return new Outline(id, "user", 1, 0, 0, summarised);
    }

    private static List<Long> left(List<Outline> messages, Map<Long, String> identities) {
        return Twins.firstPlaces(messages, message -> identities.get(message.id())).stream()
                .map(Outline::id)
                .toList();
    }

    @Test
    void theOneInUseIsShownInTheFirstPlace() {
        assertThat(left(
                        List.of(message(1, true), message(2, true), message(3, false), message(4, true)),
                        Map.of(1L, "a", 2L, "b", 3L, "a", 4L, "a")))
                .containsExactly(3L, 2L);
    }

    @Test
    void theNewestIsShownWhereNoneIsInUse() {
        assertThat(left(List.of(message(1, true), message(2, true)), Map.of(1L, "a", 2L, "a")))
                .containsExactly(2L);
    }

    @Test
    void theNewestOfThoseInUseIsShown() {
        assertThat(left(List.of(message(1, false), message(2, false)), Map.of(1L, "a", 2L, "a")))
                .containsExactly(2L);
    }
}
