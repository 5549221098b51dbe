package ai.hermes.sessions.search;

import ai.hermes.sessions.conversation.Conversation;
import ai.hermes.sessions.conversation.ConversationText;
import ai.hermes.sessions.query.SearchText;
import ai.hermes.sessions.query.TextMatch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Puts what was found into an order. A conversation's score is the relevance of the best that was found in it, times a
 * factor from 2, for what is active now, down to 1, for what was long ago: {@code relevance × (1 + 2^(-age / 30
 * days))}. The relevance of a message is what SQLite's {@code bm25} says of it, with the sign turned; that of a title
 * and the like is a number of its own.
 */
final class Ranking {

    /** The best messages are put in order first, so many at a time. */
    static final List<Integer> WINDOWS = List.of(300, 3_000, 30_000);

    /** Six digits: bm25 moves a little with each message that somebody writes. */
    private static final double PRECISION = 1e6;

    private static final double HALF_LIFE = 30 * 86_400.0;
    private static final double EXACT_ID = 50;

    private final SearchText text;
    private final long at;

    /** @param at the moment by which it is told what is recent, in seconds since 1970 */
    Ranking(SearchText text, long at) {
        this.text = text;
        this.at = at;
    }

    /** The conversations of a store that something was found in, in no order. */
    List<Scored> scored(Place place, List<Candidate> candidates) {
        Map<Conversation, List<Candidate>> byConversation = new IdentityHashMap<>();
        for (Candidate each : candidates) {
            place.find(each.sessionId()).ifPresent(it -> byConversation
                    .computeIfAbsent(it, key -> new ArrayList<>())
                    .add(each));
        }
        List<Scored> scored = new ArrayList<>();
        byConversation.forEach((each, messages) -> scored.add(scored(place, each, messages, known(place, each))));
        // Filters of messages leave nothing to be found in what is known of a conversation without them.
        if (text.ofMessages().isEmpty()) {
            for (Conversation each : place.conversations()) {
                if (place.filter().has(each) && !byConversation.containsKey(each)) {
                    scored.add(scored(place, each, List.of(), known(place, each)));
                }
            }
        }
        return scored;
    }

    /** What is known of a conversation in memory, if it is found by that. */
    private Optional<ConversationText> known(Place place, Conversation conversation) {
        if (!text.ofMessages().isEmpty()) {
            return Optional.empty();
        }
        return place.filter().has(conversation) ? Optional.of(place.filter().textOf(conversation)) : Optional.empty();
    }

    private Scored scored(
            Place place, Conversation conversation, List<Candidate> messages, Optional<ConversationText> known) {
        List<Candidate> best = messages.stream()
                .sorted(Comparator.comparingDouble(Candidate::relevance)
                        .thenComparingLong(Candidate::id)
                        .reversed())
                .toList();
        List<ConversationText.Field> fields = known.map(ConversationText::fields).orElse(List.of()).stream()
                .filter(field -> text.wanted().stream().anyMatch(term -> TextMatch.has(term, field.text())))
                .toList();
        double relevance = Math.max(
                best.isEmpty() ? 0 : best.get(0).relevance(),
                known.map(it -> relevance(fields)).orElse(0.0));
        return new Scored(
                place,
                conversation,
                rounded(relevance * recency(conversation.activity())),
                fields,
                best,
                known.isPresent()
                        ? Scored.IN_MEMORY
                        : messages.stream().mapToInt(Candidate::place).min().orElse(0));
    }

    private double relevance(List<ConversationText.Field> fields) {
        return fields.stream().mapToDouble(this::relevance).max().orElse(1);
    }

    private double relevance(ConversationText.Field field) {
        return switch (field.kind()) {
            case ID -> text.wanted().stream().anyMatch(it -> it.text().equalsIgnoreCase(field.text())) ? EXACT_ID : 8;
            case TITLE -> 12;
            case TAG -> 8;
            case NOTE, PROJECT -> 6;
            case WORKSPACE -> 3;
        };
    }

    private double recency(double activity) {
        return 1 + Math.pow(2, -Math.max(0, at - activity) / HALF_LIFE);
    }

    private static double rounded(double score) {
        return Math.round(score * PRECISION) / PRECISION;
    }
}
