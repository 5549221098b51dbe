package ai.hermes.sessions.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ContentTest {

    @Test
    void longTextIsCutAndSaysHowLongItWas() {
        // when
        Content clipped = Content.of("x".repeat(5000)).clipped();
        // then
        assertThat(clipped).isEqualTo(new Content(Content.of("x".repeat(4096)).value(), true, 5000));
    }

    @Test
    void textOfJustTheLengthIsNotCut() {
        // given
        Content content = Content.of("\uD83D\uDE80".repeat(4096));
        // then
        assertThat(content.clipped()).isSameAs(content);
    }

    @Test
    void noCharacterIsCutInHalf() {
        // when
        Content clipped = Content.of("a" + "\uD83D\uDE80".repeat(4096)).clipped();
        // then
        assertThat(clipped.text()).isEqualTo("a" + "\uD83D\uDE80".repeat(4095));
    }

    @Test
    void partsAreNotCut() {
        // given
        Content content = Content.of("\0json:[{\"type\": \"text\", \"text\": \"" + "x".repeat(5000) + "\"}]");
        // then
        assertThat(content.clipped()).isSameAs(content);
    }
}
