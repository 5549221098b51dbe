package ai.hermes.sessions.exchange;

import ai.hermes.sessions.transcript.Kind;
import ai.hermes.sessions.transcript.Message;
import ai.hermes.sessions.transcript.Picture;
import ai.hermes.sessions.transcript.TextField;
import ai.hermes.sessions.transcript.WholeMessages;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes one page. All that came from elsewhere is text and stands as such: no markup, no links, no script. Its policy
 * allows the one style sheet in it and pictures that are in it, and nothing to be asked for.
 */
final class HtmlWriter implements SessionWriter {

    private static final String STYLE = """
            :root { color-scheme: light dark; }
            body { font: 16px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 56rem; padding: 1.5rem 1rem; }
            h1 { font-size: 1.5rem; overflow-wrap: anywhere; }
            section + section { border-top: 3px double #8886; margin-top: 2rem; }
            article { border-top: 1px solid #8886; padding: 0.75rem 0; }
            article.user, article.steer { background: #88888818; padding: 0.75rem; }
            article.note, article.summary { opacity: 0.75; }
            h2 { font-size: 0.85rem; margin: 0 0 0.25rem; }
            h2 time { font-weight: normal; opacity: 0.75; }
            p, pre { margin: 0; overflow-wrap: anywhere; white-space: pre-wrap; }
            pre { font: 0.85rem/1.4 ui-monospace, monospace; }
            img { display: block; max-width: 100%; }
            dl { display: grid; gap: 0 1rem; grid-template-columns: max-content 1fr; }
            dd { margin: 0; overflow-wrap: anywhere; }
            """;

    static final String POLICY = "default-src 'none'; style-src 'sha256-"
            + Base64.getEncoder().encodeToString(ContentDigest.sha256().digest(STYLE.getBytes(StandardCharsets.UTF_8)))
            + "'; img-src data:; base-uri 'none'; form-action 'none'";

    private final Writers with;

    HtmlWriter(Writers with) {
        this.with = with;
    }

    @Override
    public void begin(OutputStream out, Export export, boolean single) throws IOException {
        Writers.write(
                out,
                "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                        + "<meta http-equiv=\"Content-Security-Policy\" content=\"" + POLICY + "\">\n"
                        + "<meta name=\"viewport\" content=\"width=device-width\">\n"
                        + "<meta name=\"referrer\" content=\"no-referrer\">\n"
                        + "<title>Conversations</title>\n<style>" + STYLE + "</style>\n</head>\n<body>\n<main>\n");
    }

    @Override
    public void write(OutputStream out, Subject subject) throws IOException {
        Writers.write(
                out, "<section>\n<h1>" + inert(with.text(subject.conversation().title())) + "</h1>\n<dl>");
        for (Map.Entry<String, String> fact :
                Telling.facts(subject.conversation()).entrySet()) {
            Writers.write(out, "<dt>" + fact.getKey() + "</dt><dd>" + inert(with.text(fact.getValue())) + "</dd>");
        }
        Writers.write(out, "</dl>\n");
        List<Gap> missing = subject.messages().all(message -> article(out, subject, message));
        for (Gap gap : missing) {
            Writers.write(out, "<p><strong>Not exported:</strong> " + told(gap) + "</p>\n");
        }
        Writers.write(out, "</section>\n");
    }

    private void article(OutputStream out, Subject subject, WholeMessages.Whole each) throws IOException {
        Message message = each.message();
        String name = message.toolUse().toolName();
        String time = Telling.time(message.timestamp());
        Writers.write(
                out,
                "<article class=\"" + Kind.of(message).wireName() + "\">\n<h2>" + Telling.who(message)
                        + (name.isEmpty() ? "" : " " + inert(with.text(name)))
                        + (time.isEmpty() ? "" : " <time>" + time + "</time>") + "</h2>\n");
        String thoughts = message.thoughts().reasoning().isEmpty()
                ? message.thoughts().reasoningContent()
                : message.thoughts().reasoning();
        folded(out, "Thoughts", thoughts);
        if (!each.whole()) {
            Writers.write(out, "<details><summary>Output</summary><pre>");
            subject.messages().text(message.id(), TextField.CONTENT, piece -> Writers.write(out, inert(piece)));
            Writers.write(out, "</pre></details>\n");
        } else {
            said(out, message);
        }
        if (message.toolUse().toolCalls().isPresent()) {
            for (JsonNode call : message.toolUse().toolCalls().get()) {
                JsonNode function = call.path("function");
                folded(
                        out,
                        "Calls " + function.path("name").asText("a tool"),
                        function.path("arguments").asText(" "));
            }
        }
        folded(out, "Calls", message.toolUse().toolCallsUnparsed());
        Writers.write(out, "</article>\n");
    }

    private void said(OutputStream out, Message message) throws IOException {
        JsonNode content = message.content().value();
        if (content.isTextual() && message.role().equals("tool")) {
            folded(out, "Output", content.textValue());
            return;
        } else if (content.isTextual()) {
            Writers.write(out, "<p>" + inert(with.text(content.textValue())) + "</p>\n");
            return;
        }
        for (JsonNode part : content) {
            Optional<Picture> picture = Picture.in(part);
            String text =
                    part.isTextual() ? part.textValue() : part.path("text").asText("");
            Writers.write(
                    out, picture.map(HtmlWriter::shown).orElseGet(() -> "<p>" + inert(with.text(text)) + "</p>\n"));
        }
    }

    /** Its own bytes say what it is, not the message. */
    private static String shown(Picture picture) {
        return "<img alt=\"Picture\" src=\"data:" + picture.type() + ";base64,"
                + Base64.getEncoder().encodeToString(picture.bytes()) + "\">\n";
    }

    private void folded(OutputStream out, String name, String text) throws IOException {
        if (!text.isEmpty()) {
            Writers.write(
                    out,
                    "<details><summary>" + inert(with.text(name)) + "</summary><pre>" + inert(with.text(text))
                            + "</pre></details>\n");
        }
    }

    @Override
    public void end(OutputStream out, Optional<Gaps> gaps) throws IOException {
        if (gaps.isPresent() && !gaps.get().none()) {
            Writers.write(out, "<section>\n<h1>Not exported</h1>\n<ul>\n");
            gaps.get()
                    .all(gap -> Writers.write(
                            out,
                            "<li>" + inert(with.text(gap.profile() + " " + gap.sessionId())) + ": " + told(gap)
                                    + "</li>\n"));
            Writers.write(out, "</ul>\n</section>\n");
        }
        Writers.write(out, "</main>\n</body>\n</html>\n");
    }

    private String told(Gap gap) {
        return inert(with.text(gap.error() + " " + gap.remedy()));
    }

    /** Text that means nothing to a browser, wherever in a page it stands. */
    private static String inert(String text) {
        StringBuilder inert = new StringBuilder(text.length() + text.length() / 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> inert.append("&amp;");
                case '<' -> inert.append("&lt;");
                case '>' -> inert.append("&gt;");
                case '"' -> inert.append("&quot;");
                case '\'' -> inert.append("&#39;");
                default -> inert.append(c == '\t' || c == '\n' || c >= ' ' ? c : c == '\r' ? '\n' : '\uFFFD');
            }
        }
        return inert.toString();
    }
}
