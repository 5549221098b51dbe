package ai.hermes.sessions.conversation;

import ai.hermes.sessions.annotation.Annotation;
import ai.hermes.sessions.annotation.Annotations;
import ai.hermes.sessions.annotation.ConversationKey;
import ai.hermes.sessions.store.Profile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Makes the projection of one profile, and the next one of each change. Only conversations that a change concerns are
 * made anew: those of the sessions that are other ones now, of their relatives as far as these depend on them, of what
 * people added, and of what other sources have of the same sessions. All others are shared with the projection before.
 *
 * <p>Not for several threads at a time. What it makes is immutable.
 */
final class ProjectionUpdater {

    /** Changes of more conversations than that are told as a change of everything. */
    private static final int MOST_TOLD = 2_000;

    private final Profile profile;
    private final Map<String, MessageFacts> facts;
    private final Lineage lineage;
    private TurnLeases leases;
    private Surroundings surroundings;
    private Projection projection;

    private ProjectionUpdater(
            Profile profile, Map<String, MessageFacts> facts, TurnLeases leases, Surroundings surroundings) {
        this.profile = profile;
        this.facts = new HashMap<>(facts);
        this.leases = leases;
        this.surroundings = surroundings;
        this.lineage = new Lineage(new ConversationProjector(profile, this.facts, TurnLeases.NONE)::activity);
    }

    /**
     * Projects a whole store.
     *
     * @param facts what is known of the messages; sessions that are not in it have none
     */
    static ProjectionUpdater of(
            Profile profile,
            Collection<SessionRow> rows,
            Map<String, MessageFacts> facts,
            TurnLeases leases,
            Surroundings surroundings,
            Instant takenAt,
            boolean complete) {
        ProjectionUpdater updater = new ProjectionUpdater(profile, facts, leases, surroundings);
        updater.projection = Projection.of(profile, takenAt, complete, List.of());
        Set<String> all = updater.lineage.change(rows, List.of(), List.of());
        all.addAll(surroundings.outside().bySession().keySet());
        updater.projection = updater.withNewestChats(
                Projection.of(profile, takenAt, complete, updater.projected(all)), new Difference());
        return updater;
    }

    Projection projection() {
        return projection;
    }

    Optional<SessionRow> row(String id) {
        return lineage.row(id);
    }

    MessageFacts facts(String id) {
        return facts.getOrDefault(id, MessageFacts.NONE);
    }

    /** Ids of sessions with a message of an id greater than that. */
    List<String> sessionsBeyond(long message) {
        return facts.entrySet().stream()
                .filter(entry -> entry.getValue().lastId() > message)
                .map(Map.Entry::getKey)
                .toList();
    }

    /**
     * Takes over what has changed.
     *
     * @param takenAt when the store was last read
     * @param happenedAt when that happened which is new
     * @return what is other than before; empty where nothing can be told apart
     */
    Optional<ListChange> update(StoreChange change, Surroundings now, Instant takenAt, Instant happenedAt) {
        Set<String> affected = take(change);
        affected.addAll(now.outside().differenceTo(surroundings.outside()));
        affected.addAll(annotated(surroundings.annotations(), now.annotations()));
        boolean otherVisibility = !now.visibility().equals(surroundings.visibility());
        Surroundings before = surroundings;
        surroundings = now;
        if (otherVisibility) {
            lineage.rows().forEach(row -> affected.add(row.id()));
            affected.addAll(now.outside().bySession().keySet());
        }
        Difference difference = difference(affected, before);
        if (difference.isEmpty() && !otherVisibility) {
            projection = projection.readAgain(takenAt);
            return Optional.empty();
        }
        Projection next = withNewestChats(
                difference.isEmpty()
                        ? projection.readAgain(takenAt)
                        : projection.with(difference.gone, difference.come, takenAt),
                difference);
        projection = difference.isEmpty() ? projection.readAgain(takenAt) : next;
        return difference.isEmpty() ? Optional.empty() : Optional.of(told(difference, happenedAt));
    }

    /** Tells of what only the time has changed since the last look: turns that are over without a word. */
    Optional<ListChange> pass(Instant before, Instant now) {
        Set<ConversationKey> over = projection.over(seconds(before), seconds(now)).stream()
                .map(Conversation::key)
                .collect(Collectors.toSet());
        if (over.isEmpty()) {
            return Optional.empty();
        }
        projection = projection.later();
        return Optional.of(new ListChange(profile, projection.revision(), now, false, over, Set.of(), Set.of()));
    }

    private static double seconds(Instant instant) {
        return instant.toEpochMilli() / 1000.0;
    }

    /** Ids of all sessions that the change of the store concerns. */
    private Set<String> take(StoreChange change) {
        List<String> recounted = new ArrayList<>();
        change.facts().forEach((id, now) -> {
            if (!now.equals(facts.put(id, now))) {
                recounted.add(id);
            }
        });
        facts.keySet().removeAll(change.removed());
        List<SessionRow> put = change.put().stream()
                .filter(row -> !Optional.of(row).equals(lineage.row(row.id())))
                .toList();
        List<String> removed = change.removed().stream().filter(lineage::has).toList();
        Set<String> affected = lineage.change(put, removed, recounted);
        change.leases().ifPresent(now -> {
            affected.addAll(now.differenceTo(leases));
            leases = now;
        });
        return affected;
    }

    private Set<String> annotated(Annotations before, Annotations now) {
        if (before == now) {
            return Set.of();
        }
        Set<String> roots = new HashSet<>();
        differing(before.byConversation(), now, roots);
        differing(now.byConversation(), before, roots);
        return roots;
    }

    private void differing(Map<ConversationKey, Annotation> some, Annotations others, Set<String> roots) {
        some.forEach((key, annotation) -> {
            if (key.profile().equals(profile) && !annotation.equals(others.of(key))) {
                roots.add(key.rootId());
            }
        });
    }

    private Difference difference(Set<String> affected, Surroundings before) {
        for (String id : List.copyOf(affected)) {
            concerned(id, before.outside(), affected);
            concerned(id, surroundings.outside(), affected);
        }
        Set<Conversation> gone = Collections.newSetFromMap(new IdentityHashMap<>());
        affected.forEach(id -> projection.find(id).ifPresent(gone::add));
        gone.forEach(it -> it.segments().forEach(row -> affected.add(row.id())));
        return new Difference(gone, projected(affected));
    }

    /** Where a session changes, so may all that other sources have of it or of what came of it. */
    private static void concerned(String id, OutsideConversations outside, Set<String> affected) {
        outside.find(id).ifPresent(it -> it.segments().forEach(row -> affected.add(row.id())));
        outside.under(id).forEach(it -> it.segments().forEach(row -> affected.add(row.id())));
    }

    /** The conversations that some sessions are in. */
    private List<Conversation> projected(Set<String> sessions) {
        ConversationProjector projector = new ConversationProjector(profile, facts, leases);
        List<Conversation> projected = new ArrayList<>();
        for (List<SessionRow> chain : lineage.chains(sessions)) {
            projected.add(annotated(filled(projector.conversation(chain, lineage))));
        }
        OutsideConversations outside = surroundings.outside();
        if (!outside.all().isEmpty()) {
            Set<Conversation> alone = Collections.newSetFromMap(new IdentityHashMap<>());
            sessions.forEach(id -> outside.find(id)
                    .filter(it -> inStore(it).isEmpty())
                    .filter(alone::add)
                    .ifPresent(it -> projected.add(annotated(underItsParent(it)))));
        }
        return projected;
    }

    /** The first of its sessions that the store has as well: there the two are one. */
    private Optional<String> inStore(Conversation outside) {
        return outside.segments().stream()
                .map(SessionRow::id)
                .filter(lineage::has)
                .findFirst();
    }

    private Conversation filled(Conversation conversation) {
        if (surroundings.outside().all().isEmpty()) {
            return conversation;
        }
        Set<Conversation> same =
                new TreeSet<>(Comparator.comparing(it -> it.root().id()));
        for (SessionRow row : conversation.segments()) {
            surroundings
                    .outside()
                    .find(row.id())
                    .filter(it -> inStore(it).orElseThrow().equals(row.id()))
                    .ifPresent(same::add);
        }
        Conversation filled = conversation;
        for (Conversation each : same) {
            filled = filled.filledBy(each);
        }
        return filled;
    }

    private Conversation underItsParent(Conversation outside) {
        return outside.parent().isPresent()
                ? outside
                : lineage.row(outside.root().parentId()).map(outside::under).orElse(outside);
    }

    private Conversation annotated(Conversation conversation) {
        return conversation.annotated(
                surroundings.annotations().of(conversation.key()),
                surroundings.visibility().keepsOff(conversation.source()));
    }

    /** Keeps all sessions of a chat but the newest off the list, where people want that. */
    private Projection withNewestChats(Projection next, Difference difference) {
        Visibility visibility = surroundings.visibility();
        if (visibility.previousChats()) {
            return next;
        }
        Set<String> chats = new HashSet<>();
        List<Conversation> gone = new ArrayList<>();
        List<Conversation> come = new ArrayList<>();
        for (Conversation each : next.conversations()) {
            Optional<Rule> otherwise = visibility.keepsOff(each.source());
            Conversation plain = each.keptOff().equals(otherwise) ? each : each.annotated(each.annotation(), otherwise);
            boolean earlier = plain.rule(seconds(next.takenAt())) == Rule.LISTED
                    && plain.source().kind() == Source.Kind.MESSAGING
                    && !plain.tip().sessionKey().isEmpty()
                    && !chats.add(plain.tip().sessionKey());
            Optional<Rule> rule = earlier ? Optional.of(Rule.SETTING) : otherwise;
            if (!each.keptOff().equals(rule)) {
                gone.add(each);
                come.add(each.annotated(each.annotation(), rule));
            }
        }
        difference.replace(gone, come);
        return gone.isEmpty() ? next : next.with(gone, come, next.takenAt());
    }

    private ListChange told(Difference difference, Instant happenedAt) {
        Set<ConversationKey> before = keys(difference.gone);
        Set<ConversationKey> now = keys(difference.come);
        if (before.size() + now.size() > MOST_TOLD) {
            return ListChange.everything(profile, projection.revision(), happenedAt);
        }
        Set<ConversationKey> changed = new LinkedHashSet<>(now);
        changed.retainAll(before);
        changed.addAll(shownWith(difference));
        Set<ConversationKey> added = new LinkedHashSet<>(now);
        added.removeAll(before);
        changed.removeAll(added);
        before.removeAll(now);
        return new ListChange(profile, projection.revision(), happenedAt, false, changed, added, before);
    }

    private static Set<ConversationKey> keys(List<Conversation> conversations) {
        return conversations.stream().map(Conversation::key).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** What came of a conversation is shown with its title and its ids. */
    private Set<ConversationKey> shownWith(Difference difference) {
        Map<ConversationKey, Conversation> now =
                difference.come.stream().collect(Collectors.toMap(Conversation::key, it -> it));
        Set<String> parents = new HashSet<>();
        for (Conversation each : difference.gone) {
            Conversation other = now.remove(each.key());
            if (other == null || !sameToChildren(each, other)) {
                parents.addAll(ids(each));
                // It may have taken in sessions that were in no conversation before.
                Optional.ofNullable(other).map(ProjectionUpdater::ids).ifPresent(parents::addAll);
            }
        }
        now.values().forEach(it -> parents.addAll(ids(it)));
        Set<ConversationKey> children = new HashSet<>();
        for (String parent : parents) {
            lineage.childrenOf(parent).forEach(id -> noteChild(id, parents, children));
            surroundings
                    .outside()
                    .under(parent)
                    .forEach(it -> noteChild(it.root().id(), parents, children));
        }
        return children;
    }

    private void noteChild(String id, Set<String> parents, Set<ConversationKey> children) {
        projection
                .find(id)
                .filter(it -> it.root().id().equals(id) && !parents.contains(id))
                .ifPresent(it -> children.add(it.key()));
    }

    private static boolean sameToChildren(Conversation one, Conversation other) {
        return one.title().equals(other.title()) && ids(one).equals(ids(other));
    }

    private static List<String> ids(Conversation conversation) {
        return conversation.segments().stream().map(SessionRow::id).toList();
    }

    /** Which conversations go and which come; those that are the same as before are neither. */
    private static final class Difference {
        private final List<Conversation> gone = new ArrayList<>();
        private List<Conversation> come = new ArrayList<>();

        Difference() {}

        Difference(Set<Conversation> before, List<Conversation> now) {
            gone.addAll(before);
            come.addAll(now);
            settle();
        }

        boolean isEmpty() {
            return gone.isEmpty() && come.isEmpty();
        }

        /** Some of what is there after this difference is other once more. */
        void replace(List<Conversation> before, List<Conversation> now) {
            Set<Conversation> replaced = Collections.newSetFromMap(new IdentityHashMap<>());
            replaced.addAll(before);
            Set<Conversation> mine = Collections.newSetFromMap(new IdentityHashMap<>());
            mine.addAll(come);
            before.stream().filter(it -> !mine.contains(it)).forEach(gone::add);
            come = come.stream().filter(it -> !replaced.contains(it)).collect(Collectors.toCollection(ArrayList::new));
            come.addAll(now);
            settle();
        }

        /** Leaves out those that went and came back as they were. */
        private void settle() {
            Map<ConversationKey, Conversation> known = new HashMap<>();
            gone.forEach(it -> known.put(it.key(), it));
            Set<Conversation> same = Collections.newSetFromMap(new IdentityHashMap<>());
            come.stream().filter(it -> it.equals(known.get(it.key()))).forEach(it -> {
                same.add(it);
                same.add(known.get(it.key()));
            });
            gone.removeIf(same::contains);
            come.removeIf(same::contains);
        }
    }
}
