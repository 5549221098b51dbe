package ai.hermes.sessions.search;

import ai.hermes.sessions.conversation.Conversation;
import ai.hermes.sessions.conversation.ConversationText;
import ai.hermes.sessions.masking.Masking;
import ai.hermes.sessions.query.SearchText;
import ai.hermes.sessions.query.Term;
import ai.hermes.sessions.session.SessionSummary;
import ai.hermes.sessions.store.Cancellation;
import ai.hermes.sessions.store.StoreFaultException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the messages that are shown, and cuts the pieces out of them that tell why they were found. */
@Singleton
class HitReader {

    /** Messages can be large; a read of a few is short. A usual page needs one. */
    private static final int AT_A_TIME = 60;
    /** Where nothing can be shown of the best of a conversation. */
    private static final int NEXT = 20;
    /** So many messages of a conversation are looked at for one that can be shown. */
    private static final int FURTHER = 400;

    private final SearchReads reads;
    private final Masking masking;

    @Inject
    HitReader(SearchReads reads, Masking masking) {
        this.reads = reads;
        this.masking = masking;
    }

    /**
     * What is shown of some conversations, in their order. One of which nothing is left is not shown: a word that only
     * stands in the wrapping of a picture is none. Where the best are like that, those behind them are looked at.
     *
     * @param most how many messages of each
     * @param at now, in seconds since 1970
     */
    List<ConversationHit> hits(List<Scored> page, SearchText text, int most, long at, Cancellation cancellation) {
        Map<Scored, List<MessageText>> shown = new IdentityHashMap<>();
        Set<Scored> dropped = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Scored> open = page;
        for (int from = 0, upTo = most; !open.isEmpty(); from = upTo, upTo += NEXT) {
            List<Scored> without = new ArrayList<>();
            Map<Place, Map<Long, MessageText>> read = read(open, from, upTo, cancellation);
            for (Scored each : open) {
                List<Candidate> some = some(each, from, upTo);
                Map<Long, MessageText> texts = read.getOrDefault(each.place(), Map.of());
                List<MessageText> fitting = some.stream()
                        .flatMap(it -> Optional.ofNullable(texts.get(it.id())).stream())
                        .filter(it -> !it.encoded() || Snippet.hasAll(it.all(), text.wanted()))
                        .limit(most)
                        .toList();
                boolean allRead = some.stream().allMatch(it -> texts.containsKey(it.id()));
                if (!fitting.isEmpty() || each.first() == Scored.IN_MEMORY || !allRead) {
                    shown.put(each, fitting);
                } else if (upTo >= each.messages().size()) {
                    dropped.add(each);
                } else if (upTo < FURTHER) {
                    without.add(each);
                }
            }
            open = without;
        }
        return page.stream()
                .filter(it -> !dropped.contains(it))
                .map(it -> hit(it, shown.getOrDefault(it, List.of()), text.wanted(), at))
                .toList();
    }

    private static List<Candidate> some(Scored scored, int from, int upTo) {
        return scored.messages().stream().skip(from).limit(upTo - from).toList();
    }

    private Map<Place, Map<Long, MessageText>> read(List<Scored> page, int from, int upTo, Cancellation cancellation) {
        Map<Place, List<Long>> wanted = new IdentityHashMap<>();
        page.forEach(scored -> some(scored, from, upTo)
                .forEach(it -> wanted.computeIfAbsent(scored.place(), key -> new ArrayList<>())
                        .add(it.id())));
        Map<Place, Map<Long, MessageText>> read = new IdentityHashMap<>();
        wanted.forEach((place, ids) -> read.put(place, read(place, ids, cancellation)));
        return read;
    }

    private Map<Long, MessageText> read(Place place, List<Long> ids, Cancellation cancellation) {
        Map<Long, MessageText> texts = new HashMap<>();
        try {
            for (int from = 0; from < ids.size(); from += AT_A_TIME) {
                List<Long> some = ids.subList(from, Math.min(ids.size(), from + AT_A_TIME));
                reads.read(place.store(), cancellation, connection -> MessageText.of(connection, some))
                        .forEach(it -> texts.put(it.id(), it));
            }
        } catch (StoreFaultException e) {
            // What was found is shown without its text, rather than not at all.
        }
        return texts;
    }

    private ConversationHit hit(Scored scored, List<MessageText> texts, List<Term> terms, long at) {
        List<MessageHit> hits = texts.stream().map(it -> hit(it, terms)).toList();
        List<Snippet> known = scored.known().stream()
                .map(it -> snippet(name(it.kind()), it.text(), terms))
                .toList();
        Conversation conversation = scored.conversation();
        Optional<Conversation> parent =
                conversation.parent().flatMap(it -> scored.place().projection().flatMap(list -> list.find(it.id())));
        return new ConversationHit(
                SessionSummary.of(conversation, parent, false, at),
                conversation.rule(at),
                scored.score(),
                scored.messages().size(),
                known,
                hits);
    }

    private Snippet snippet(String field, String text, List<Term> terms) {
        return Snippet.of(field, text, terms, masking);
    }

    /** A message, by the part of it in which most stands of what was looked for. */
    private MessageHit hit(MessageText message, List<Term> terms) {
        Field best = new Field("content", message.content(), Snippet.count(message.content(), terms));
        for (Field other :
                List.of(new Field("tool_call", message.calls(), 0), new Field("tool_name", message.toolName(), 0))) {
            // Where as much stands in several, the first counts.
            if (best.count < terms.size()) {
                long count = Snippet.count(other.text, terms);
                best = count > best.count ? new Field(other.name, other.text, count) : best;
            }
        }
        return new MessageHit(
                message.id(),
                message.sessionId(),
                message.role(),
                message.toolName(),
                message.timestamp(),
                snippet(best.name, best.text, terms));
    }

    /** A part of a message, and how many of the terms stand in it. */
    private record Field(String name, String text, long count) {}

    private static String name(ConversationText.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
