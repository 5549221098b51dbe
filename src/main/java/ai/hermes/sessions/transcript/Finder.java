package ai.hermes.sessions.transcript;

import ai.hermes.sessions.masking.Masking;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Looks through a conversation, a few megabytes at a time, for as long as one request may take. */
final class Finder {

    private static final int MESSAGES = 256;
    private static final long BYTES = 2 << 20;
    private static final long LONGEST_NANOS = 1_500_000_000L;

    private final LongConversation conversation;
    private final Masking masking;

    Finder(LongConversation conversation, Masking masking) {
        this.conversation = conversation;
        this.masking = masking;
    }

    Findings find(String text, OptionalLong after, int limit, Show show) {
        Needle needle = new Needle(text);
        List<Finding> hits = new ArrayList<>();
        OptionalLong from = after;
        int searched = 0;
        long end = System.nanoTime() + LONGEST_NANOS;
        while (true) {
            WholeMessages read = conversation.whole(from, MESSAGES, BYTES, show);
            int number = 0;
            for (WholeMessages.Whole each : read.messages()) {
                look(needle, each, hits);
                number++;
                searched++;
                from = OptionalLong.of(each.message().id());
                boolean left = number < read.messages().size() || read.more();
                if (left && (hits.size() >= limit || System.nanoTime() - end > 0)) {
                    return new Findings(
                            hits, searched, Optional.of(each.message().id()));
                }
            }
            if (!read.more() || read.messages().isEmpty()) {
                return new Findings(hits, searched, Optional.empty());
            }
        }
    }

    private void look(Needle needle, WholeMessages.Whole each, List<Finding> hits) {
        look(needle, each, TextField.CONTENT, hits);
        look(needle, each, TextField.TOOL_CALLS, hits);
        look(needle, each, TextField.REASONING, hits);
    }

    private void look(Needle needle, WholeMessages.Whole each, TextField field, List<Finding> hits) {
        Message message = each.message();
        needle.begin();
        JsonNode parts = message.content().value();
        if (field == TextField.CONTENT && !each.whole()) {
            pieces(needle, new Texts.Name(message.id(), field, OptionalInt.empty()));
        } else {
            Optional<String> text = field == TextField.CONTENT && parts.isArray()
                    ? Optional.of(StreamSupport.stream(parts.spliterator(), false)
                            .map(Finder::text)
                            .collect(Collectors.joining("\n")))
                    : field.of(message);
            // Most texts do not have it, masked or not: only those that do are masked, and looked through again.
            text.filter(needle::in).ifPresent(it -> needle.look(masking.of(it).text()));
        }
        needle.found((count, place) -> new Finding(
                        message.id(),
                        message.sessionId(),
                        each.segment(),
                        Kind.of(message),
                        message.timestamp(),
                        field.wireName(),
                        count,
                        place[0],
                        place[1],
                        place[2]))
                .ifPresent(hits::add);
    }

    private static String text(JsonNode part) {
        return part.isTextual() ? part.textValue() : part.path("text").asText("");
    }

    private void pieces(Needle needle, Texts.Name name) {
        OptionalLong next = OptionalLong.of(0);
        while (next.isPresent()) {
            TextPiece piece = conversation.text(name, next.getAsLong(), Texts.LARGEST);
            needle.look(piece.text());
            next = piece.nextOffset();
        }
    }
}
