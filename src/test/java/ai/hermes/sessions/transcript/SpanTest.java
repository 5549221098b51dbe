package ai.hermes.sessions.transcript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpanTest {

    private static final int MANY = 50_000;
    private static final long LARGE = 1 << 20;

    /** u: user, a: answer, e: answer without anything yet, t: result of a tool; of ten bytes each. */
    private static List<Outline> conversation(String kinds) {
        return IntStream.range(0, kinds.length())
                .mapToObj(i -> switch (kinds.charAt(i)) {
                    case 'u' -> new Outline(i, "user", 10, 0, 0, false);
                    case 'a' -> new Outline(i, "assistant", 10, 0, 0, false);
                    case 'e' -> new Outline(i, "assistant", 0, 2, 0, false);
                    default -> new Outline(i, "tool", 10, 0, 0, false);
                })
                .toList();
    }

    private static WindowRequest window(int limit, long before) {
        return new WindowRequest(OptionalInt.of(limit), OptionalLong.of(before));
    }

    @ParameterizedTest
    @CsvSource({
        "uattau, 1, 6, 5, 6",
        "uattau, 3, 6, 1, 6",
        "uattau, 4, 6, 0, 6",
        "uattau, 9, 6, 0, 6",
        "uattau, 1, 4, 1, 4",
        "uattau, 1, 99999999999, 5, 6",
        "uattau, 1, 0, 0, 0",
        "uaee, 1, 4, 1, 4",
        "ttu, 1, 3, 2, 3",
        "ttu, 1, 2, 0, 2",
        "'', 1, 0, 0, 0"
    })
    void aWindowCountsWhatIsVisible(String kinds, int limit, long before, int from, int to) {
        assertThat(Span.of(conversation(kinds), window(limit, before), MANY, LARGE))
                .isEqualTo(new Span(from, to));
    }

    @ParameterizedTest
    @CsvSource({"uauauaua, 4, 3, 2, 6", "uauauaua, 4, 0, 0, 3", "uauauaua, 4, 7, 4, 8", "uauauaua, 1, 3, 3, 4"})
    void aMessageIsReadWithThoseAroundIt(String kinds, int limit, long around, int from, int to) {
        assertThat(Span.of(conversation(kinds), WindowRequest.around(around, limit), MANY, LARGE))
                .isEqualTo(new Span(from, to));
    }

    @Test
    void theMessageItselfIsThereHoweverLargeThoseBehindItAre() {
        assertThat(Span.of(conversation("uauaua"), WindowRequest.around(2, 6), MANY, 20))
                .isEqualTo(new Span(1, 3));
    }

    @Test
    void aroundAMessageThatIsNotThereNothingCanBeRead() {
        assertThatThrownBy(() -> Span.of(conversation("ua"), WindowRequest.around(7, 6), MANY, LARGE))
                .isInstanceOf(MessageNotFoundException.class);
    }

    @Test
    void withoutALimitAllIsGiven() {
        assertThat(Span.of(conversation("ttuatt"), WindowRequest.all(), MANY, LARGE))
                .isEqualTo(new Span(0, 6));
    }

    @Test
    void theNewestAreGivenWhereAllAreTooMany() {
        assertThat(Span.of(conversation("uauaua"), WindowRequest.all(), 4, LARGE))
                .isEqualTo(new Span(2, 6));
    }

    @Test
    void theNewestAreGivenWhereAllAreTooLarge() {
        assertThat(Span.of(conversation("uauaua"), window(5, 6), MANY, 30)).isEqualTo(new Span(3, 6));
    }

    @Test
    void oneMessageIsGivenHoweverLargeItIs() {
        assertThat(Span.of(conversation("ua"), window(5, 2), MANY, 1)).isEqualTo(new Span(1, 2));
    }

    @ParameterizedTest
    @CsvSource({"1, 1048576", "2, 1048576", "7, 1048576", "500, 1048576", "500, 25"})
    void pagesReadBackwardsHoldEveryMessageOnce(int limit, long maxSize) {
        // given
        List<Outline> all = conversation("tuateuatttuaauueutt".repeat(20));
        List<Integer> read = new ArrayList<>();
        // when
        for (int before = all.size(); before > 0; ) {
            Span page = Span.of(all, window(limit, before), MANY, maxSize);
            read.addAll(0, IntStream.range(page.from(), page.to()).boxed().toList());
            before = page.from();
        }
        // then
        assertThat(read).isEqualTo(IntStream.range(0, all.size()).boxed().toList());
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "501, 0", "1, -1"})
    void whatMakesNoSenseIsRefused(int limit, long before) {
        assertThatIllegalArgumentException().isThrownBy(() -> window(limit, before));
    }
}
