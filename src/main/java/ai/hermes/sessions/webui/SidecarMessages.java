package ai.hermes.sessions.webui;

import ai.hermes.sessions.transcript.Message;
import ai.hermes.sessions.transcript.Outline;
import ai.hermes.sessions.transcript.Span;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The messages in the file of a session. The file is read as a stream; no more than one message is in memory at a time,
 * and those that are asked for.
 */
record SidecarMessages(Path file, String sessionId) {

    /** What is known of all messages without keeping them. */
    record Outlines(List<Outline> all, double newestAt) {}

    /** Handles one message; tells whether there is interest in further ones. */
    private interface Visitor {
        boolean visit(int number, JsonParser parser) throws IOException;
    }

    Outlines outlines() throws IOException {
        List<Outline> all = new ArrayList<>();
        double[] newest = {0};
        visit((number, parser) -> {
            JsonNode message = parser.readValueAsTree();
            all.add(Outline.of(message, number + 1L));
            newest[0] = Message.time(message);
            return true;
        });
        return new Outlines(all, newest[0]);
    }

    List<Message> messages(Span span, boolean clip) throws IOException {
        List<Message> messages = new ArrayList<>(span.to() - span.from());
        visit((number, parser) -> {
            if (number < span.from()) {
                parser.skipChildren();
            } else {
                messages.add(Message.of(parser.readValueAsTree(), number + 1L, sessionId, clip));
            }
            return number + 1 < span.to();
        });
        return messages;
    }

    private void visit(Visitor visitor) throws IOException {
        try (InputStream in = StateFolder.stream(file);
                JsonParser parser = SidecarReader.JSON.createParser(in)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean messages = parser.currentName().equals("messages");
                if (parser.nextToken() != JsonToken.START_ARRAY || !messages) {
                    parser.skipChildren();
                    continue;
                }
                int number = 0;
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    if (!visitor.visit(number++, parser)) {
                        return;
                    }
                }
                return;
            }
        }
    }
}
