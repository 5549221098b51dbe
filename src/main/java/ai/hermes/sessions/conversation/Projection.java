package ai.hermes.sessions.conversation;

import ai.hermes.sessions.annotation.Annotations;
import ai.hermes.sessions.annotation.ConversationKey;
import ai.hermes.sessions.store.Profile;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * All conversations of one store at one moment; immutable.
 *
 * @param profile whose store it is
 * @param revision grows with each change that can be seen, and only then
 * @param takenAt when the store was read
 * @param complete whether counts and activity come from the messages; until then from what the agent noted for each
 *     session
 * @param conversations all, listed or not, the most recently active first
 * @param bySession the conversation that a session belongs to, by the session's id
 */
public record Projection(
        Profile profile,
        long revision,
        Instant takenAt,
        boolean complete,
        List<Conversation> conversations,
        Map<String, Conversation> bySession) {

    private static final AtomicLong REVISIONS = new AtomicLong();

    private static final Comparator<Conversation> NEWEST_FIRST = Comparator.comparingDouble(Conversation::activity)
            .thenComparing(conversation -> conversation.tip().id())
            .reversed();

    static long nextRevision() {
        return REVISIONS.incrementAndGet();
    }

    /** Without what people added. */
    static Projection of(Profile profile, Instant takenAt, boolean complete, List<Conversation> conversations) {
        List<Conversation> sorted = conversations.stream().sorted(NEWEST_FIRST).toList();
        return new Projection(profile, nextRevision(), takenAt, complete, sorted, bySession(sorted));
    }

    private static Map<String, Conversation> bySession(List<Conversation> conversations) {
        Map<String, Conversation> bySession = new HashMap<>(conversations.size() * 2);
        conversations.forEach(
                conversation -> conversation.segments().forEach(row -> bySession.put(row.id(), conversation)));
        return bySession;
    }

    /** What the store has, with what people added to it and want of it. Nothing of that changes the order. */
    Projection annotated(Annotations annotations, Visibility visibility) {
        List<Conversation> annotated = conversations.stream()
                .map(it -> it.annotated(annotations.of(it.key()), visibility.keepsOff(it.source())))
                .toList();
        List<Conversation> wanted = visibility.previousChats() ? annotated : newestOfEachChat(annotated);
        return new Projection(profile, nextRevision(), takenAt, complete, wanted, bySession(wanted));
    }

    /** The same, with the revision of the one before where nothing can be told apart. */
    Projection following(Optional<Projection> before) {
        return before.filter(it -> it.complete == complete && it.conversations.equals(conversations))
                .map(it -> new Projection(profile, it.revision, takenAt, complete, conversations, bySession))
                .orElse(this);
    }

    /** What is other than in the one before; empty where nothing is. */
    Optional<ListChange> changeSince(Optional<Projection> before, Instant detectedAt) {
        if (before.isEmpty() || before.get().complete != complete) {
            return Optional.of(ListChange.everything(profile, revision, detectedAt));
        }
        if (before.get().revision == revision) {
            return Optional.empty();
        }
        Map<ConversationKey, Conversation> old = before.get().byKey();
        Map<ConversationKey, Conversation> now = byKey();
        Set<ConversationKey> changed = new HashSet<>();
        Set<ConversationKey> added = new HashSet<>(now.keySet());
        added.removeAll(old.keySet());
        now.forEach((key, each) -> {
            if (!added.contains(key) && !each.equals(old.get(key))) {
                changed.add(key);
            }
        });
        old.keySet().removeAll(now.keySet());
        return Optional.of(new ListChange(profile, revision, detectedAt, false, changed, added, old.keySet()));
    }

    private Map<ConversationKey, Conversation> byKey() {
        Map<ConversationKey, Conversation> byKey = new HashMap<>(conversations.size() * 2);
        conversations.forEach(it -> byKey.put(it.key(), it));
        return byKey;
    }

    private List<Conversation> newestOfEachChat(List<Conversation> newestFirst) {
        double at = takenAt.toEpochMilli() / 1000.0;
        Set<String> chats = new HashSet<>();
        return newestFirst.stream()
                .map(it -> it.rule(at) == Rule.LISTED
                                && it.source().kind() == Source.Kind.MESSAGING
                                && !it.tip().sessionKey().isEmpty()
                                && !chats.add(it.tip().sessionKey())
                        ? it.annotated(it.annotation(), Optional.of(Rule.SETTING))
                        : it)
                .toList();
    }

    /** The conversation that a session belongs to. */
    public Optional<Conversation> find(String sessionId) {
        return Optional.ofNullable(bySession.get(sessionId));
    }

    /** When the next running turn ends, in seconds since 1970: until then nothing in here depends on the time. */
    public double unchangedUntil(double now) {
        return conversations.stream()
                .mapToDouble(Conversation::turnUntil)
                .filter(end -> end > now)
                .min()
                .orElse(Double.POSITIVE_INFINITY);
    }
}
