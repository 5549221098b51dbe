package ai.hermes.sessions.webui;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * Reads what a file says of its session. That stands before the messages, so mostly the beginning of the file will do;
 * only where it does not is the file read to its end, still without keeping a message.
 */
final class SidecarReader {

    /** The old web UI itself counts on finding all it needs there. */
    private static final int PREFIX = 64 * 1024;

    private static final int TAIL = 64;

    /** Python writes NaN and Infinity where JSON has no word for them. */
    static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    .build())
            .build();

    private final long maxSize;

    SidecarReader(long maxSize) {
        this.maxSize = maxSize;
    }

    /**
     * Looks into a file.
     *
     * @param id the id that its name says
     * @throws NoSuchFileException if it is gone
     */
    Look look(Path file, String id, long size) throws NoSuchFileException {
        if (size > maxSize) {
            return new Look.Skipped(Trouble.TOO_LARGE);
        }
        try (SeekableByteChannel channel = StateFolder.open(file)) {
            byte[] prefix = bytes(channel, 0, PREFIX);
            long rest = channel.size() - prefix.length;
            byte[] tail = rest > 0 ? bytes(channel, Math.max(0, channel.size() - TAIL), TAIL) : prefix;
            if (!closed(tail)) {
                return new Look.Skipped(Trouble.CUT);
            }
            Facts facts = beginning(prefix, rest == 0);
            return (facts.enough() ? facts : whole(file)).look(id);
        } catch (NoSuchFileException e) {
            throw e;
        } catch (JsonProcessingException e) {
            return new Look.Skipped(Trouble.MALFORMED);
        } catch (IOException e) {
            return new Look.Skipped(Trouble.UNREADABLE);
        }
    }

    private static byte[] bytes(SeekableByteChannel channel, long from, int most) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(most, Math.max(0, channel.size() - from)));
        channel.position(from);
        while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
            // Until it is full or the file ends.
        }
        byte[] read = new byte[buffer.position()];
        buffer.flip().get(read);
        return read;
    }

    private static boolean closed(byte[] tail) {
        int last = tail.length - 1;
        while (last >= 0 && Character.isWhitespace(tail[last])) {
            last--;
        }
        return last >= 0 && tail[last] == '}';
    }

    private static Facts beginning(byte[] prefix, boolean all) throws IOException {
        Facts facts = new Facts();
        try (JsonParser parser = JSON.createParser(prefix)) {
            facts.read(parser, !all);
        } catch (JsonProcessingException e) {
            if (all) {
                throw e;
            }
        }
        return facts;
    }

    private static Facts whole(Path file) throws IOException {
        Facts facts = new Facts();
        try (InputStream in = StateFolder.stream(file);
                JsonParser parser = JSON.createParser(in)) {
            facts.read(parser, false);
        }
        return facts;
    }

    /** What was found so far. */
    private static final class Facts {
        private final ObjectNode members = JSON.createObjectNode();
        private OptionalLong counted = OptionalLong.empty();
        private boolean seenAll;

        /** @param stop whether the messages are left alone */
        void read(JsonParser parser, boolean stop) throws IOException {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new JsonParseException(parser, "no object");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (name.equals("messages")) {
                    seenAll = true;
                    if (stop) {
                        return;
                    }
                    counted = OptionalLong.of(count(parser));
                } else if (value.isScalarValue() && Sidecar.MEMBERS.contains(name)) {
                    members.set(name, JSON.readTree(parser));
                } else {
                    parser.skipChildren();
                }
            }
            seenAll = true;
        }

        private static long count(JsonParser parser) throws IOException {
            long count = 0;
            if (parser.currentToken() != JsonToken.START_ARRAY) {
                parser.skipChildren();
                return 0;
            }
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                parser.skipChildren();
                count++;
            }
            return count;
        }

        boolean enough() {
            return seenAll
                    && members.has("session_id")
                    && (counted.isPresent() || members.path("message_count").isIntegralNumber());
        }

        Look look(String id) {
            if (!Sidecar.isId(id) || !members.path("session_id").asText("").equals(id)) {
                return new Look.Skipped(Trouble.MALFORMED);
            }
            long messages =
                    counted.orElse(Math.max(0, members.path("message_count").asLong()));
            return new Look.Found(Sidecar.of(members, messages));
        }
    }
}
