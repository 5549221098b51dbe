package ai.hermes.sessions.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinesTest {

    private static List<String> pieces(String text) throws IOException {
        List<String> pieces = new ArrayList<>();
        Lines lines = new Lines(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        while (lines.next()) {
            pieces.add(lines.before() + ":" + new String(lines.readAllBytes(), StandardCharsets.UTF_8));
        }
        return pieces;
    }

    @Test
    void eachLineIsAPieceWhereEachIsComplete() throws IOException {
        assertThat(pieces("\n{\"a\": [1, \"}{\\\"\"]}\n{\n\n{}"))
                .containsExactly("0:\n{\"a\": [1, \"}{\\\"\"]}", "2:{", "3:", "4:{}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\": \"cut off",
                "{\"a\": [{\"b\": 1}",
                "{\"a\": \"\\\"",
                "{\"a\": 1}}}",
            })
    void aFirstLineThatCannotGoOnIsOneOfSeveral(String broken) throws IOException {
        assertThat(pieces(broken + "\n{\"c\": 2}\n")).containsExactly("0:" + broken, "1:{\"c\": 2}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"sessions\": [\n{\"a\": 1},\n{\"b\": 2}\n]}\n",
                "[\n{}\n]",
                "{\n  \"a\": 1\n}",
                "{\"a\":\n1}",
                "{\"a\": 1\n, \"b\": 2}",
                "{\"a\": {\"b\": 1}\n\n  }\n",
                "{}",
                "{\"a\": 1",
            })
    void aDocumentThatGoesOnIsOnePiece(String document) throws IOException {
        assertThat(pieces(document)).containsExactly("0:" + document);
    }

    @Test
    void linesMayBeLongerThanWhatIsReadAtOnce() throws IOException {
        String line = "{\"a\": \"" + "x".repeat(20_000) + "\"}";
        assertThat(pieces(line + "\n" + line)).containsExactly("0:" + line, "1:" + line);
        assertThat(pieces("{\"a\": 1\n" + " ".repeat(8_190) + "}")).hasSize(1);
    }

    @Test
    void whatIsLeftOfALineIsPassedOver() throws IOException {
        // given
        Lines lines = new Lines(new ByteArrayInputStream("{\"a\": 1}\n{\"b\": 2}".getBytes(StandardCharsets.UTF_8)));
        lines.next();

        // when
        int first = lines.read();
        lines.next();

        // then
        assertThat(first).isEqualTo('{');
        assertThat(new String(lines.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("{\"b\": 2}");
    }

    @Test
    void otherEncodingsAreOnePiece() throws IOException {
        byte[] bytes = "{}\n{}".getBytes(StandardCharsets.UTF_16BE);
        Lines lines = new Lines(new ByteArrayInputStream(bytes));
        assertThat(lines.next()).isTrue();
        assertThat(lines.readAllBytes()).isEqualTo(bytes);
        assertThat(lines.next()).isFalse();
    }
}
