package ai.hermes.sessions.webui;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hermes.sessions.transcript.Message;
import ai.hermes.sessions.transcript.Span;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SidecarMessagesTest {

    @TempDir
    Path folder;

    private SidecarMessages messages(int count) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(Map.of("role", "user", "content", "méssage " + i + " \uD83D\uDE00"));
        }
        return new SidecarMessages(new WebuiFolder(folder).session("s1", Map.of("title", "Ünïcode"), all), "s1");
    }

    private static List<String> said(List<Message> messages) {
        return messages.stream()
                .map(it -> it.id() + " " + it.content().value().textValue())
                .toList();
    }

    @Test
    void anySpanIsReadFromWhereItBegins() throws IOException {
        // given
        SidecarMessages messages = messages(200);
        SidecarMessages.Outlines outlines = messages.outlines();
        List<String> all = said(messages.messages(outlines, new Span(0, 200), false));

        // then
        assertThat(all.get(199)).isEqualTo("200 méssage 199 \uD83D\uDE00");
        assertThat(said(messages.messages(outlines, new Span(120, 140), false))).isEqualTo(all.subList(120, 140));
    }

    @Test
    void nothingBeforeASpanIsReadAgain() throws IOException {
        // given
        SidecarMessages messages = messages(200);
        SidecarMessages.Outlines outlines = messages.outlines();
        try (RandomAccessFile file = new RandomAccessFile(messages.file().toFile(), "rw")) {
            file.write("no JSON any more".getBytes(StandardCharsets.US_ASCII));
        }

        // then
        assertThat(said(messages.messages(outlines, new Span(199, 200), false)))
                .containsExactly("200 méssage 199 \uD83D\uDE00");
    }

    @Test
    void anotherVersionOfTheFileHasOutlinesOfItsOwn() throws IOException {
        // given
        KnownOutlines known = new KnownOutlines();
        SidecarMessages messages = messages(3);
        SidecarMessages.Outlines once = known.with(messages, it -> it);

        // then
        assertThat(known.<SidecarMessages.Outlines>with(messages, it -> it)).isSameAs(once);
        messages(5);
        assertThat(known.<SidecarMessages.Outlines>with(messages, it -> it).all())
                .hasSize(5);
    }
}
