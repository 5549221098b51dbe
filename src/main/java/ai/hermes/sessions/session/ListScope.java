package ai.hermes.sessions.session;

import ai.hermes.sessions.caller.Visible;
import ai.hermes.sessions.conversation.Conversation;
import ai.hermes.sessions.conversation.ConversationQuery;
import ai.hermes.sessions.conversation.Projection;
import ai.hermes.sessions.conversation.Rule;
import ai.hermes.sessions.store.Profile;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The conversations that a list is chosen from: those of the profiles that were asked for, and the others for their
 * number.
 *
 * @param inside projections of the profiles asked for
 * @param outside projections of all other profiles that may be seen
 * @param visible which profiles may be seen
 * @param now seconds since 1970
 */
record ListScope(List<Projection> inside, List<Projection> outside, Visible visible, double now) {

    /** Conversations under a rule, in the order of the list. */
    List<Conversation> under(Rule rule) {
        return inside.size() == 1
                ? inside.get(0).under(rule, now)
                : inside.stream()
                        .flatMap(it -> it.under(rule, now).stream())
                        .sorted(order())
                        .toList();
    }

    /** How many of these are sessions of a command line: counted before, however many there are. */
    int commandLine(Rule rule) {
        return inside.stream().mapToInt(it -> it.commandLine(rule, now)).sum();
    }

    /** Those of some conversations that a query means, in the same order. */
    List<Conversation> matching(List<Conversation> some, ConversationQuery query) {
        if (query.equals(ConversationQuery.ALL)) {
            return some;
        }
        Map<Profile, Predicate<Conversation>> meant = new HashMap<>();
        inside.forEach(projection -> meant.put(projection.profile(), query.of(projection, now)));
        return some.stream().filter(it -> meant.get(it.profile()).test(it)).toList();
    }

    /** Conversations under one of two rules, in the order of the list. */
    List<Conversation> merged(List<Conversation> some, List<Conversation> others) {
        return Stream.concat(some.stream(), others.stream()).sorted(order()).toList();
    }

    /**
     * How many rows of the stores each rule keeps off the list. With the listed ones they make up all rows of the
     * profiles asked for; of other profiles only what would be listed there counts.
     */
    Map<Rule, Long> kept() {
        Map<Rule, Long> kept = new EnumMap<>(Rule.class);
        for (Rule rule : Rule.values()) {
            if (rule != Rule.LISTED) {
                kept.put(rule, 0L);
            }
        }
        for (Projection projection : inside) {
            kept.merge(
                    Rule.SEGMENT,
                    (long) projection.sessions() - projection.conversations().size(),
                    Long::sum);
            kept.replaceAll((rule, count) -> count + projection.count(rule, now));
        }
        kept.put(Rule.OTHER_PROFILE, otherProfiles());
        return kept;
    }

    /** How many conversations the lists of the other profiles have. */
    long otherProfiles() {
        return outside.stream().mapToLong(it -> it.count(Rule.LISTED, now)).sum();
    }

    /** The conversation that a conversation's parent belongs to. */
    Optional<Conversation> parentOf(Conversation conversation) {
        return conversation.parent().flatMap(parent -> inside.stream()
                .filter(it -> it.profile().equals(conversation.profile()))
                .flatMap(it -> it.find(parent.id()).stream())
                .findFirst());
    }

    /** The same order as that of {@link PageCursor}, without one made for each comparison. */
    private Comparator<Conversation> order() {
        return Comparator.comparing((Conversation it) -> it.running(now))
                .thenComparingDouble(Conversation::activity)
                .thenComparing(it -> it.tip().id())
                .thenComparing(it -> it.profile().name())
                .reversed();
    }
}
