package ai.hermes.sessions.query;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class NeedleTest {

    /** Few characters, so that runs are often found and often almost; some are others in another case. */
    @Provide
    static Arbitrary<String> texts() {
        return Arbitraries.of(
                        "a", "b", "A", "k", "K", "\u212a", "s", "\u017f", "i", "\u0130", "\u0131", "\u00e4", "\u6587")
                .list()
                .ofMaxSize(24)
                .map(parts -> String.join("", parts));
    }

    @Provide
    static Arbitrary<String> runs() {
        return texts().filter(it -> !it.isEmpty()).map(it -> it.substring(0, Math.min(it.length(), 4)));
    }

    @Property
    void findsARunWhereverItStandsAndNowhereElse(@ForAll("runs") String run, @ForAll("texts") String text) {
        Needle needle = new Needle(run);
        for (int from = 0; from <= text.length(); from++) {
            assertThat(needle.next(text, from)).isEqualTo(first(run, text, from));
        }
    }

    private static int first(String run, String text, int from) {
        for (int at = from; at + run.length() <= text.length(); at++) {
            if (text.regionMatches(true, at, run, 0, run.length())) {
                return at;
            }
        }
        return -1;
    }

    @Example
    void findsARunThatIsLongerThanAStep() {
        String run = "x".repeat(300) + "y".repeat(300);
        assertThat(new Needle(run).next("x".repeat(50) + run + "z", 0)).isEqualTo(50);
    }
}
