package ai.hermes.sessions.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoredJsonTest {

    @Test
    void plainTextStaysAsItIs() {
        assertThat(StoredJson.content("[1, 2] is text").textValue()).isEqualTo("[1, 2] is text");
    }

    @Test
    void encodedContentIsAnArrayOfParts() {
        // when
        var content = StoredJson.content("\0json:[{\"type\": \"text\", \"text\": \"a\\u0000b\"}]");
        // then
        assertThat(content.get(0).get("text").textValue()).isEqualTo("a\0b");
    }

    @Test
    void encodedTextIsText() {
        assertThat(StoredJson.content("\0json:\"[1]\"").textValue()).isEqualTo("[1]");
    }

    @Test
    void anEncodedPartAloneIsAnArrayOfOne() {
        assertThat(StoredJson.content("\0json:{\"type\": \"text\"}")).hasToString("[{\"type\":\"text\"}]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[{\"type\":", "[] and more", "", "12", "null", "true"})
    void whatIsNoContentAfterTheMarkIsShownAsText(String rest) {
        assertThat(StoredJson.content("\0json:" + rest).textValue()).isEqualTo(rest);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[{\"a\": \"\\\"1\\\"\"}]", "\"[{\\\"a\\\": \\\"\\\\\\\"1\\\\\\\"\\\"}]\""})
    void aColumnMayBeEncodedOnceOrTwice(String stored) {
        assertThat(StoredJson.column(stored).orElseThrow().get(0).get("a").textValue())
                .isEqualTo("\"1\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[{\"a\": 1}", "plain words"})
    void aColumnThatCannotBeReadIsText(String stored) {
        assertThat(StoredJson.column(stored).orElseThrow().textValue()).isEqualTo(stored);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "null", "[]", "{}", "\"\"", "\"[]\""})
    void nothingIsNothing(String stored) {
        assertThat(StoredJson.column(stored)).isEmpty();
    }
}
