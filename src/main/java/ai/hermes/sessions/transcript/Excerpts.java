package ai.hermes.sessions.transcript;

import ai.hermes.sessions.masking.MaskedPiece;
import ai.hermes.sessions.masking.MaskedTexts;
import ai.hermes.sessions.masking.Masking;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Makes an excerpt of one message: cuts its long texts, and puts references in the place of pictures. */
final class Excerpts {

    /** In a part or a call: how many bytes its text has in full, where only the beginning was read. */
    static final String FULL = "_bytes";

    /** Parts and calls that are shown of one message. */
    static final int MOST = 50;

    private static final int NAME_LENGTH = 128;
    private static final int SHORTEST = 64;

    private final Masking masking;
    private final PictureAddress addresses;
    private final Limits limits;
    private final Digests digests;

    /** @param digests knows the digests of texts */
    Excerpts(Masking masking, PictureAddress addresses, Limits limits, Digests digests) {
        this.masking = masking;
        this.addresses = addresses;
        this.limits = limits;
        this.digests = digests;
    }

    /** Knows the digests of texts, or makes them. */
    @FunctionalInterface
    interface Digests {

        /**
         * The digest of a whole text, masked.
         *
         * @param id of the message
         * @param field its name, as of a cut
         * @param size of the text in bytes
         */
        String of(long id, String field, long size, String text);
    }

    /** How much is read of a text that will be cut: enough to know what stands across the cut. */
    static int head(int limit) {
        return limit + MARGIN;
    }

    private static final int MARGIN = 4_096;

    /** Of a message that was read as a whole. */
    Excerpt of(Message message, int segment, boolean rewound) {
        return of(message, segment, rewound, Map.of());
    }

    /** @param full bytes of the texts of which only the beginning was read, by name of the field */
    Excerpt of(Message message, int segment, boolean rewound, Map<String, Long> full) {
        Making making = new Making(message.id(), full);
        Object content = making.content(message);
        String thoughts = message.thoughts().reasoning().isEmpty()
                ? message.thoughts().reasoningContent()
                : message.thoughts().reasoning();
        return new Excerpt(
                message.id(),
                message.sessionId(),
                segment,
                message.role(),
                Kind.of(message),
                message.displayKind(),
                message.synthetic(),
                message.compacted(),
                rewound,
                content,
                message.timestamp(),
                name(message.toolUse().toolCallId()),
                name(message.toolUse().toolName()),
                making.calls(message.toolUse().toolCalls()),
                making.unparsed(message.toolUse().toolCallsUnparsed()),
                making.text("reasoning", thoughts, limits.other()),
                name(message.finishReason()),
                message.attachments(),
                making.cut,
                making.masked,
                making.maskedTexts);
    }

    private static String name(String text) {
        return text.substring(0, Masking.cut(text, NAME_LENGTH));
    }

    private final class Making {

        private final long id;
        private final Map<String, Long> full;
        private final Map<String, Cut> cut = new TreeMap<>();
        private final MaskedTexts maskedTexts = new MaskedTexts();
        private int masked;

        Making(long id, Map<String, Long> full) {
            this.id = id;
            this.full = full;
        }

        Object content(Message message) {
            JsonNode value = message.content().value();
            int limit = limits.content(message.role());
            if (!value.isArray()) {
                return text("content", value.asText(), limit);
            }
            List<Part> parts = new ArrayList<>();
            int left = limit;
            for (int i = 0; i < Math.min(value.size(), MOST); i++) {
                Part part = part(message, value.get(i), i, Math.max(left, SHORTEST));
                left -= part.text().map(String::length).orElse(0);
                parts.add(part);
            }
            if (value.size() > MOST) {
                cut.put("content", Cut.of(full.getOrDefault("content", (long) bytes(value.toString()))));
            }
            return parts;
        }

        private Part part(Message message, JsonNode part, int number, int limit) {
            Optional<Picture.Reference> picture = Picture.Reference.of(part);
            if (picture.isPresent()) {
                return picture.get().inside()
                        ? Part.image(
                                number,
                                picture.get().mediaType(),
                                picture.get().bytes(),
                                addresses.of(message.sessionId(), message.id(), number))
                        : Part.elsewhere(number, cut(picture.get().url(), limits.output()));
            }
            String text =
                    part.isTextual() ? part.textValue() : part.path("text").asText("");
            if (part.isTextual() || part.path("text").isTextual()) {
                JsonNode all = part.path(FULL);
                return Part.text(text(
                        "content." + number,
                        text,
                        limit,
                        all.isNumber() ? Optional.of(all.longValue()) : Optional.empty()));
            }
            return Part.other(name(part.path("type").asText("unknown")));
        }

        List<ToolCall> calls(Optional<JsonNode> calls) {
            List<ToolCall> all = new ArrayList<>();
            if (calls.isEmpty()) {
                return all;
            }
            int left = limits.other();
            boolean whole = calls.get().size() <= MOST;
            for (int i = 0; i < Math.min(calls.get().size(), MOST); i++) {
                JsonNode call = calls.get().get(i);
                JsonNode function = call.path("function");
                JsonNode given = function.path("arguments");
                String arguments =
                        given.isValueNode() ? given.asText("") : given.isMissingNode() ? "" : given.toString();
                String shown = cut(arguments, Math.max(left, SHORTEST));
                whole &= end(arguments, Math.max(left, SHORTEST)) == arguments.length() && !call.has(FULL);
                left -= shown.length();
                all.add(new ToolCall(
                        name(call.path("id").asText(call.path("call_id").asText(""))),
                        name(call.path("type").asText("function")),
                        new ToolCall.Function(name(function.path("name").asText("")), shown)));
            }
            if (!whole) {
                cut.put("tool_calls", Cut.of(full.getOrDefault("tool_calls", (long)
                        bytes(calls.get().toString()))));
            }
            return all;
        }

        String unparsed(String calls) {
            return calls.isEmpty() ? "" : text("tool_calls", calls, limits.other());
        }

        String text(String field, String text, int limit) {
            return text(field, text, limit, Optional.ofNullable(full.get(field)));
        }

        private String text(String field, String text, int limit, Optional<Long> all) {
            int bytes = bytes(text);
            if (bytes <= limit && all.isEmpty()) {
                return text;
            }
            cut.put(
                    field,
                    all.map(Cut::of)
                            .orElseGet(() ->
                                    new Cut(bytes, Texts.sha256(masking.of(text).text()))));
            return cut(text, limit);
        }

        /** The beginning of a text, masked before it is cut. */
        private String cut(String text, int limit) {
            int end = end(text, limit);
            if (end == text.length()) {
                return text;
            }
            String begun = text.substring(0, Math.min(text.length(), end + MARGIN));
            MaskedPiece piece = masking.piece(begun, 0, end);
            masked += piece.places();
            maskedTexts.add(piece);
            return piece.text();
        }
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** How many characters of a text fit. */
    static int end(String text, int bytes) {
        int left = bytes;
        int at = 0;
        while (at < text.length()) {
            int point = text.codePointAt(at);
            left -= point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
            if (left < 0) {
                return at;
            }
            at += Character.charCount(point);
        }
        return at;
    }
}
