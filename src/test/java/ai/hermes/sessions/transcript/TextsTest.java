package ai.hermes.sessions.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hermes.sessions.masking.Masking;
import ai.hermes.sessions.testing.SeededSecrets;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class TextsTest {

    private final Masking masking = new Masking();
    private final Texts texts = new Texts(masking);

    private static Texts.Bytes bytes(String text) {
        byte[] all = text.getBytes(StandardCharsets.UTF_8);
        return (from, count) -> Texts.Found.in(all, from, count);
    }

    private String joined(String text, int count) {
        StringBuilder all = new StringBuilder();
        OptionalLong next = OptionalLong.of(0);
        while (next.isPresent()) {
            TextPiece piece = texts.piece(bytes(text), next.getAsLong(), count);
            all.append(piece.text());
            next = piece.nextOffset();
        }
        return all.toString();
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> secrets = Arbitraries.of(SeededSecrets.make(9, 80)).map(SeededSecrets.Planted::text);
        Arbitrary<String> words = Arbitraries.of("words ", "Käse ", "你好 ", "🙂 ", "line\n", "{\"a\": 1} ");
        return Arbitraries.oneOf(secrets.map(it -> it + " "), words)
                .list()
                .ofMaxSize(60)
                .map(parts -> String.join("", parts));
    }

    @Property(tries = 300)
    void piecesJoinedAreTheWholeMasked(@ForAll("texts") String text, @ForAll @IntRange(min = 4, max = 400) int count) {
        assertThat(joined(text, count)).isEqualTo(masking.of(text).text());
    }

    @Property(tries = 300)
    void noOffsetShowsTheEndOfASecret(@ForAll @LongRange(max = 499) long seed) {
        // given
        SeededSecrets.Planted planted = SeededSecrets.make(seed, 1).get(0);
        String text = "Look: " + planted.text() + " and so on";
        int offset = new Random(seed).nextInt(text.length());

        // when
        TextPiece piece = texts.piece(bytes(text), offset, text.length());

        // then
        String whole = masking.of(text).text();
        assertThat(whole).endsWith(piece.text());
    }

    @Test
    void whatIsLongIsReadInShortPieces() {
        // given
        String text = "0123456789 ".repeat(300_000);
        List<Integer> counts = new ArrayList<>();
        Texts.Bytes watched = (from, count) -> {
            counts.add(count);
            return bytes(text).read(from, count);
        };
        StringBuilder all = new StringBuilder();

        // when
        texts.all(watched, piece -> all.append(piece.text()));

        // then
        assertThat(all).hasToString(text);
        assertThat(counts).hasSizeGreaterThan(3).allMatch(it -> it <= Texts.LARGEST + (1 << 17));
    }

    @Test
    void anOffsetWithinACharacterIsMovedToTheNext() {
        assertThat(texts.piece(bytes("a你好"), 2, 100).text()).isEqualTo("好");
    }
}
