package ai.hermes.sessions.transcript;

import ai.hermes.sessions.masking.Masking;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.LongFunction;
import java.util.function.Predicate;

/** A conversation that is in no store. Its messages are numbered, and their ids are these numbers from 1 on. */
final class OutsideConversation implements LongConversation {

    private static final int SCANNED_MESSAGES = 5_000;

    private final LongFunction<MessageWindow> pieces;
    private final Masking masking;
    private final Texts texts;

    /** @param pieces gives the last whole messages before a number */
    OutsideConversation(LongFunction<MessageWindow> pieces, Masking masking, Texts texts) {
        this.pieces = pieces;
        this.masking = masking;
        this.texts = texts;
    }

    /** Messages in a direction, the nearest first, and whether there are more. */
    private record Near(List<Message> messages, boolean more, Optional<Long> stopped) {}

    private static boolean shows(Show show, Message message) {
        return show.compacted() || !message.compacted();
    }

    private Near back(long before, int limit, long budget, Limits limits, Predicate<Message> wanted) {
        List<Message> found = new ArrayList<>();
        long left = budget;
        long bound = before;
        int looked = 0;
        while (bound > 0 && looked < SCANNED_MESSAGES) {
            MessageWindow piece = pieces.apply(bound);
            for (int i = piece.messages().size() - 1; i >= 0; i--) {
                Message message = piece.messages().get(i);
                looked++;
                if (wanted.test(message)) {
                    left -= cost(message, limits);
                    if (found.size() == limit || !found.isEmpty() && left < 0) {
                        return new Near(found, true, Optional.empty());
                    }
                    found.add(message);
                }
            }
            bound = piece.messages().isEmpty() ? 0 : piece.offset();
        }
        return new Near(found, bound > 0, bound > 0 ? Optional.of(bound + 1) : Optional.empty());
    }

    private Near on(long from, int limit, long budget, Limits limits, Predicate<Message> wanted) {
        List<Message> found = new ArrayList<>();
        long left = budget;
        long start = from;
        long total = Long.MAX_VALUE;
        while (start < total && start - from < SCANNED_MESSAGES) {
            MessageWindow piece = beginning(start, Math.max(limit, 1));
            total = piece.total();
            for (Message message : piece.messages()) {
                if (message.id() > start) {
                    start = message.id();
                    if (wanted.test(message)) {
                        left -= cost(message, limits);
                        if (found.size() == limit || !found.isEmpty() && left < 0) {
                            return new Near(found, true, Optional.empty());
                        }
                        found.add(message);
                    }
                }
            }
            if (piece.messages().isEmpty()) {
                break;
            }
        }
        boolean more = start < total && total < Long.MAX_VALUE;
        return new Near(found, more, more ? Optional.of(start) : Optional.empty());
    }

    /**
     * Pieces end at a bound and begin where they are full: so the bound is brought nearer until it begins early enough.
     */
    private MessageWindow beginning(long start, int count) {
        long bound = start + count;
        MessageWindow piece = pieces.apply(bound);
        while (piece.offset() > start && bound > start + 1) {
            bound = start + Math.max(1, (bound - start) / 2);
            piece = pieces.apply(bound);
        }
        return piece;
    }

    private static long cost(Message message, Limits limits) {
        long content = message.content().value().isTextual()
                ? message.content().text().length()
                : message.content().value().toString().length();
        return 256
                + Math.min(content, limits.content(message.role()))
                + Math.min(TextField.TOOL_CALLS.of(message).map(String::length).orElse(0), limits.other())
                + Math.min(TextField.REASONING.of(message).map(String::length).orElse(0), limits.other());
    }

    private long number(long id) {
        // Nothing is before the first one: only how many there are is told.
        if (id < 1 || pieces.apply(0).total() < id) {
            throw new MessageNotFoundException(id);
        }
        return id - 1;
    }

    @Override
    public Slice slice(SliceRequest request, PictureAddress addresses) {
        Anchor anchor = request.anchor();
        Predicate<Message> shown = it -> shows(request.show(), it);
        List<Message> messages = new ArrayList<>();
        if (anchor instanceof Anchor.Tip || anchor instanceof Anchor.Before) {
            long before = anchor instanceof Anchor.Before it ? number(it.id()) : Long.MAX_VALUE;
            Near near = back(before, request.limit(), request.budget(), request.limits(), shown);
            messages.addAll(near.messages);
            Collections.reverse(messages);
            return sliced(
                    messages, messages.size() - 1, near.more, anchor instanceof Anchor.Before, request, addresses);
        } else if (anchor instanceof Anchor.Root || anchor instanceof Anchor.After) {
            long from = anchor instanceof Anchor.After it ? number(it.id()) + 1 : 0;
            Near near = on(from, request.limit(), request.budget(), request.limits(), shown);
            return sliced(near.messages, 0, from > 0, near.more, request, addresses);
        }
        long at = number(((Anchor.Around) anchor).id());
        int half = request.limit() / 2;
        Near earlier = half == 0
                ? new Near(List.of(), at > 0, Optional.empty())
                : back(at, half, request.budget() / 2, request.limits(), shown);
        Near later = on(at, request.limit() - earlier.messages.size(), request.budget() / 2, request.limits(), shown);
        messages.addAll(earlier.messages);
        Collections.reverse(messages);
        int middle = later.messages.isEmpty() ? messages.size() - 1 : messages.size();
        messages.addAll(later.messages);
        return sliced(messages, middle, earlier.more, later.more, request, addresses);
    }

    private Excerpts excerpts(PictureAddress addresses, Limits limits) {
        return new Excerpts(masking, addresses, limits, (id, field, size, text) -> texts.digest(text));
    }

    private Slice sliced(
            List<Message> messages,
            int anchor,
            boolean before,
            boolean after,
            SliceRequest request,
            PictureAddress addresses) {
        Excerpts maker = excerpts(addresses, request.limits());
        return new Slice(
                messages.stream().map(it -> maker.of(it, 0, false)).toList(), Math.max(0, anchor), before, after);
    }

    /** All of it is in one place, which can be read or not. */
    @Override
    public OptionalLong next(OptionalLong after, Show show) {
        return OptionalLong.empty();
    }

    @Override
    public WholeMessages whole(OptionalLong after, int limit, long budget, Show show) {
        long from = after.isPresent() ? number(after.getAsLong()) + 1 : 0;
        Limits uncut = new Limits(Integer.MAX_VALUE, Integer.MAX_VALUE);
        Near near = on(from, limit, budget, uncut, it -> shows(show, it));
        return new WholeMessages(
                near.messages.stream()
                        .map(it -> new WholeMessages.Whole(it, 0, false, true, false))
                        .toList(),
                near.more);
    }

    @Override
    public Excerpt digested(Excerpt excerpt) {
        return excerpt.with(it -> {
            if (it.getValue().known()) {
                return it;
            }
            StringBuilder all = new StringBuilder();
            texts.all(bytes(Texts.Name.ofCut(excerpt.id(), it.getKey())), piece -> all.append(piece.text()));
            return Map.entry(it.getKey(), new Cut(it.getValue().bytes(), Texts.sha256(all.toString())));
        });
    }

    private Message message(long id) {
        MessageWindow window = pieces.apply(number(id) + 1);
        return window.messages().get(window.messages().size() - 1);
    }

    private Texts.Bytes bytes(Texts.Name name) {
        Message message = message(name.id());
        Optional<String> text = name.part().isPresent()
                ? part(message, name.part())
                        .map(it -> it.isTextual() ? it : it.path("text"))
                        .filter(JsonNode::isTextual)
                        .map(JsonNode::textValue)
                : name.field().of(message);
        byte[] all =
                text.orElseThrow(() -> new MessageNotFoundException(name.id())).getBytes(StandardCharsets.UTF_8);
        return (from, count) -> Texts.Found.in(all, from, count);
    }

    private static Optional<JsonNode> part(Message message, OptionalInt number) {
        JsonNode parts = message.content().value();
        return parts.isArray() ? Optional.ofNullable(parts.get(number.getAsInt())) : Optional.empty();
    }

    @Override
    public TextPiece text(Texts.Name name, long offset, int count) {
        return texts.piece(bytes(name), offset, count);
    }

    @Override
    public Optional<Picture> picture(long id, int part, long largest) {
        String address = part(message(id), OptionalInt.of(part))
                .flatMap(Picture::address)
                .orElseThrow(() -> new MessageNotFoundException(id));
        if (address.length() > largest) {
            throw new PictureTooLargeException();
        }
        return Picture.of(address);
    }

    @Override
    public Turns turns(Anchor anchor, int limit, Show show) {
        Excerpts maker = excerpts(PictureAddress.NONE, Turn.LIMITS);
        Predicate<Message> wanted = it -> shows(show, it) && Turn.begins(maker.of(it, 0, false));
        boolean back = anchor instanceof Anchor.Tip || anchor instanceof Anchor.Before;
        long from = anchor instanceof Anchor.Before before
                ? number(before.id())
                : anchor instanceof Anchor.After after ? number(after.id()) + 1 : back ? Long.MAX_VALUE : 0;
        Near near = back
                ? back(from, limit, Long.MAX_VALUE, Turn.LIMITS, wanted)
                : on(from, limit, Long.MAX_VALUE, Turn.LIMITS, wanted);
        List<Turn> turns = new ArrayList<>();
        near.messages.forEach(it -> turns.add(Turn.of(maker.of(it, 0, false), masking)));
        if (back) {
            Collections.reverse(turns);
        }
        boolean behind = anchor instanceof Anchor.Before || anchor instanceof Anchor.After;
        return new Turns(turns, back ? near.more : behind, back ? behind : near.more, near.stopped);
    }

    @Override
    public Findings find(String text, OptionalLong after, int limit, Show show) {
        return new Finder(this, masking).find(text, after, limit, show);
    }
}
