package ai.hermes.sessions.exchange;

import ai.hermes.sessions.transcript.Message;
import ai.hermes.sessions.transcript.Picture;
import ai.hermes.sessions.transcript.TextField;
import ai.hermes.sessions.transcript.WholeMessages;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * Writes Markdown. What people and models said stands as it is; all else is indented, so that nothing in it is markup.
 */
final class MarkdownWriter implements SessionWriter {

    private static final String CODE = "    ";

    private final Writers with;

    MarkdownWriter(Writers with) {
        this.with = with;
    }

    @Override
    public void begin(OutputStream out, Export export, boolean single) {
        // Markdown has no head.
    }

    @Override
    public void write(OutputStream out, Subject subject) throws IOException {
        Writers.write(out, "# " + line(subject.conversation().title()) + "\n\n");
        for (Map.Entry<String, String> fact :
                Telling.facts(subject.conversation()).entrySet()) {
            Writers.write(out, "- " + fact.getKey() + ": " + line(fact.getValue()) + "\n");
        }
        Writers.write(out, "\n");
        List<Gap> missing = subject.messages().all(message -> message(out, subject, message));
        for (Gap gap : missing) {
            Writers.write(out, "**Not exported:** " + line(gap.error()) + " " + line(gap.remedy()) + "\n\n");
        }
        Writers.write(out, "---\n\n");
    }

    private void message(OutputStream out, Subject subject, WholeMessages.Whole each) throws IOException {
        Message message = each.message();
        String name = message.toolUse().toolName();
        String time = Telling.time(message.timestamp());
        Writers.write(
                out,
                "## " + Telling.who(message) + (name.isEmpty() ? "" : " " + line(name))
                        + (time.isEmpty() ? "" : ", " + time) + "\n\n");
        String thoughts = message.thoughts().reasoning().isEmpty()
                ? message.thoughts().reasoningContent()
                : message.thoughts().reasoning();
        if (!thoughts.isEmpty()) {
            Writers.write(out, "*Thoughts*\n\n" + indented(with.text(thoughts)) + "\n\n");
        }
        if (message.role().equals("tool") || !each.whole()) {
            code(out, subject, each);
        } else {
            Writers.write(out, said(message.content().value()) + "\n\n");
        }
        for (JsonNode call : message.toolUse().toolCalls().stream()
                .flatMap(it -> StreamSupport.stream(it.spliterator(), false))
                .toList()) {
            JsonNode function = call.path("function");
            Writers.write(
                    out,
                    "*Calls " + line(function.path("name").asText("a tool")) + "*\n\n"
                            + indented(with.text(function.path("arguments").asText(""))) + "\n\n");
        }
    }

    private void code(OutputStream out, Subject subject, WholeMessages.Whole each) throws IOException {
        if (each.whole()) {
            Writers.write(out, indented(said(each.message().content().value())) + "\n\n");
            return;
        }
        Writers.write(out, CODE);
        subject.messages()
                .text(
                        each.message().id(),
                        TextField.CONTENT,
                        piece -> Writers.write(out, piece.replace("\n", "\n" + CODE)));
        Writers.write(out, "\n\n");
    }

    private String said(JsonNode content) {
        if (content.isTextual()) {
            return with.text(content.textValue());
        }
        StringBuilder text = new StringBuilder();
        for (JsonNode part : content) {
            if (Picture.in(part).isPresent()) {
                text.append("*(a picture)*\n\n");
            } else {
                String words =
                        part.isTextual() ? part.textValue() : part.path("text").asText("");
                text.append(with.text(words)).append("\n\n");
            }
        }
        return text.toString().strip();
    }

    private static String indented(String text) {
        return CODE + text.replace("\n", "\n" + CODE);
    }

    private String line(String text) {
        return with.text(text).replaceAll("\\s+", " ").strip();
    }

    @Override
    public void end(OutputStream out, Optional<Gaps> gaps) throws IOException {
        if (gaps.isEmpty() || gaps.get().none()) {
            return;
        }
        Writers.write(out, "# Not exported\n\n");
        gaps.get()
                .all(gap -> Writers.write(
                        out,
                        "- " + gap.profile() + " " + line(gap.sessionId()) + ": " + line(gap.error()) + " "
                                + line(gap.remedy()) + "\n"));
    }
}
