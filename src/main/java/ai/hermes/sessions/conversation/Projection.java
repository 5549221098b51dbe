package ai.hermes.sessions.conversation;

import ai.hermes.sessions.store.Profile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * All conversations of one profile at one moment; immutable. The next one shares with it what has not changed.
 *
 * <p>Where a conversation is depends on the time only while the agent notes a turn of it. These few are kept apart, so
 * that all others need not be looked at to be counted.
 */
public final class Projection {

    private static final AtomicLong REVISIONS = new AtomicLong();

    private final Profile profile;
    private final long revision;
    private final Instant takenAt;
    private final boolean complete;
    private final OrderedConversations conversations;
    private final ConversationIndex bySession;
    private final Map<Rule, OrderedConversations> byRule;
    private final OrderedConversations withTurns;

    private Projection(
            Profile profile,
            long revision,
            Instant takenAt,
            boolean complete,
            OrderedConversations conversations,
            ConversationIndex bySession,
            Map<Rule, OrderedConversations> byRule,
            OrderedConversations withTurns) {
        this.profile = profile;
        this.revision = revision;
        this.takenAt = takenAt;
        this.complete = complete;
        this.conversations = conversations;
        this.bySession = bySession;
        this.byRule = byRule;
        this.withTurns = withTurns;
    }

    /** A first one, or one that has nothing to do with the one before. */
    static Projection of(Profile profile, Instant takenAt, boolean complete, Collection<Conversation> conversations) {
        Map<Rule, List<Conversation>> ruled = new EnumMap<>(Rule.class);
        List<Conversation> turns = new ArrayList<>();
        conversations.forEach(it -> place(it, ruled, turns));
        Map<Rule, OrderedConversations> byRule = new EnumMap<>(Rule.class);
        ruled.forEach((rule, some) -> byRule.put(rule, OrderedConversations.of(some)));
        return new Projection(
                profile,
                nextRevision(),
                takenAt,
                complete,
                OrderedConversations.of(conversations),
                ConversationIndex.NONE.with(List.of(), conversations),
                byRule,
                OrderedConversations.of(turns));
    }

    private static void place(Conversation each, Map<Rule, List<Conversation>> ruled, List<Conversation> turns) {
        (each.turnUntil() > 0 ? turns : ruled.computeIfAbsent(each.rule(0), rule -> new ArrayList<>())).add(each);
    }

    /** The next one: without some conversations and with others. */
    Projection with(List<Conversation> gone, List<Conversation> come, Instant at) {
        Map<Rule, List<Conversation>> out = new EnumMap<>(Rule.class);
        Map<Rule, List<Conversation>> in = new EnumMap<>(Rule.class);
        List<Conversation> turnsOut = new ArrayList<>();
        List<Conversation> turnsIn = new ArrayList<>();
        gone.forEach(it -> place(it, out, turnsOut));
        come.forEach(it -> place(it, in, turnsIn));
        Map<Rule, OrderedConversations> ruled = new EnumMap<>(Rule.class);
        for (Rule rule : Rule.values()) {
            OrderedConversations now =
                    ruled(rule).with(out.getOrDefault(rule, List.of()), in.getOrDefault(rule, List.of()));
            if (!now.isEmpty()) {
                ruled.put(rule, now);
            }
        }
        return new Projection(
                profile,
                nextRevision(),
                at,
                complete,
                conversations.with(gone, come),
                bySession.with(gone, come),
                ruled,
                withTurns.with(turnsOut, turnsIn));
    }

    /** The same, read again later. */
    Projection readAgain(Instant at) {
        return new Projection(profile, revision, at, complete, conversations, bySession, byRule, withTurns);
    }

    /** The same, after something changed that only the time changes. */
    Projection later() {
        return new Projection(profile, nextRevision(), takenAt, complete, conversations, bySession, byRule, withTurns);
    }

    static long nextRevision() {
        return REVISIONS.incrementAndGet();
    }

    /** Whose they are. */
    public Profile profile() {
        return profile;
    }

    /** Grows with each change that can be seen, and only then; never used twice by one process. */
    public long revision() {
        return revision;
    }

    /** When the store was read. */
    public Instant takenAt() {
        return takenAt;
    }

    /** Whether counts and activity come from the messages; until then from what the agent noted for each session. */
    public boolean complete() {
        return complete;
    }

    /** All, listed or not, the most recently active first. */
    public List<Conversation> conversations() {
        return conversations;
    }

    /** How many sessions they are made of. */
    public int sessions() {
        return bySession.size();
    }

    /** The conversation that a session belongs to. */
    public Optional<Conversation> find(String sessionId) {
        return bySession.find(sessionId);
    }

    /** Those that are under a rule at that time: first those in which a turn runs, then the most recently active. */
    public List<Conversation> under(Rule rule, double now) {
        List<Conversation> running = new ArrayList<>();
        List<Conversation> others = new ArrayList<>();
        for (Conversation each : withTurns) {
            if (each.rule(now) == rule) {
                (each.running(now) ? running : others).add(each);
            }
        }
        OrderedConversations resting = ruled(rule).with(List.of(), others);
        if (running.isEmpty()) {
            return resting;
        }
        List<Conversation> all = new ArrayList<>(running.size() + resting.size());
        all.addAll(running);
        all.addAll(resting);
        return all;
    }

    /** How many are under a rule at that time. */
    public int count(Rule rule, double now) {
        int count = ruled(rule).size();
        for (Conversation each : withTurns) {
            count += each.rule(now) == rule ? 1 : 0;
        }
        return count;
    }

    /** How many of these are sessions of a command line. */
    public int commandLine(Rule rule, double now) {
        int count = ruled(rule).commandLine();
        for (Conversation each : withTurns) {
            count += each.rule(now) == rule && each.source().commandLine() ? 1 : 0;
        }
        return count;
    }

    private OrderedConversations ruled(Rule rule) {
        return byRule.getOrDefault(rule, OrderedConversations.NONE);
    }

    /** When the next running turn ends, in seconds since 1970: until then nothing in here depends on the time. */
    public double unchangedUntil(double now) {
        double until = Double.POSITIVE_INFINITY;
        for (Conversation each : withTurns) {
            until = each.running(now) ? Math.min(until, each.turnUntil()) : until;
        }
        return until;
    }

    /** Those whose turn is over at one time and was not at an earlier one. */
    List<Conversation> over(double before, double now) {
        return withTurns.stream()
                .filter(it -> it.running(before) && !it.running(now))
                .toList();
    }
}
