package ai.hermes.sessions.webui;

import ai.hermes.sessions.transcript.Message;
import ai.hermes.sessions.transcript.Outline;
import ai.hermes.sessions.transcript.Span;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The messages in the file of a session. The file is read as a stream once, to know where each begins; no more than one
 * message is in memory at a time, and those that are asked for.
 */
record SidecarMessages(Path file, String sessionId) {

    /**
     * What is known of all messages without keeping them.
     *
     * @param all in their order
     * @param offsets where each begins in the file, in bytes
     * @param newestAt time of the last; 0 where it is not known
     */
    record Outlines(List<Outline> all, List<Long> offsets, double newestAt) {}

    /** Handles one message; tells whether there is interest in further ones. */
    private interface Visitor {
        boolean visit(int number, JsonParser parser) throws IOException;
    }

    /** Reads the whole file. */
    Outlines outlines() throws IOException {
        List<Outline> all = new ArrayList<>();
        List<Long> offsets = new ArrayList<>();
        double[] newest = {0};
        visit((number, parser) -> {
            offsets.add(parser.currentTokenLocation().getByteOffset());
            JsonNode message = parser.readValueAsTree();
            all.add(Outline.of(message, number + 1L));
            newest[0] = Message.time(message);
            return true;
        });
        return new Outlines(all, offsets, newest[0]);
    }

    /**
     * Some messages, of which no more than themselves is read.
     *
     * @param known the outlines of the same version of the file
     */
    List<Message> messages(Outlines known, Span span, boolean clip) throws IOException {
        List<Message> messages = new ArrayList<>(span.to() - span.from());
        try (SeekableByteChannel channel = StateFolder.open(file)) {
            channel.position(known.offsets().get(span.from()));
            // What follows, as if it were a list of its own.
            InputStream in = new SequenceInputStream(
                    new ByteArrayInputStream(new byte[] {'['}), Channels.newInputStream(channel));
            try (JsonParser parser = SidecarReader.JSON.createParser(in)) {
                parser.nextToken();
                for (int number = span.from(); number < span.to(); number++) {
                    parser.nextToken();
                    messages.add(Message.of(parser.readValueAsTree(), number + 1L, sessionId, clip));
                }
            }
        }
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
