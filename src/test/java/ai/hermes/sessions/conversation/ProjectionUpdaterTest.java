package ai.hermes.sessions.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hermes.sessions.annotation.Annotation;
import ai.hermes.sessions.annotation.Annotations;
import ai.hermes.sessions.annotation.ConversationKey;
import ai.hermes.sessions.store.Profile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;

/**
 * Whatever a store holds and however it changes: each of its rows is accounted for once, and a projection that was kept
 * up to date is the one that is made of all that there is.
 */
class ProjectionUpdaterTest {

    private static final Instant TAKEN = Instant.ofEpochSecond(1_000);
    private static final double NOW = 1_000;

    @Property(tries = 300, shrinking = ShrinkingMode.OFF)
    void eachRowIsAccountedForByOneRule(@ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int size) {
        // given
        World world = new World(seed, size);
        IntStream.range(0, 3 * size).forEach(i -> world.change());

        // when
        Projection projection = world.whole().projection();

        // then
        Map<Rule, Integer> counts = new EnumMap<>(Rule.class);
        for (Rule rule : Rule.values()) {
            counts.put(rule, projection.count(rule, NOW));
        }
        counts.merge(
                Rule.SEGMENT, projection.sessions() - projection.conversations().size(), Integer::sum);
        assertThat(counts.values().stream().mapToInt(it -> it).sum()).isEqualTo(projection.sessions());
        Set<String> sessions = new HashSet<>(world.rows.keySet());
        sessions.addAll(world.surroundings.outside().bySession().keySet());
        assertThat(projection.conversations().stream()
                        .flatMap(it -> it.segments().stream().map(SessionRow::id)))
                .containsExactlyInAnyOrderElementsOf(storeAndAlone(projection, sessions));
        assertThat(sessions).allMatch(id -> projection.find(id).isPresent() || filledIn(world, id));
        assertThat(projection.under(Rule.LISTED, NOW)).allMatch(it -> it.rule(NOW) == Rule.LISTED);
    }

    /** A session of another source that fills in what the store lacks of another session of the same conversation. */
    private static boolean filledIn(World world, String id) {
        return world.surroundings.outside().find(id).stream()
                .flatMap(it -> it.segments().stream())
                .anyMatch(row -> world.rows.containsKey(row.id()));
    }

    private static List<String> storeAndAlone(Projection projection, Set<String> sessions) {
        return sessions.stream().filter(id -> projection.find(id).isPresent()).toList();
    }

    @Property(tries = 400, shrinking = ShrinkingMode.OFF)
    void whatWasKeptUpToDateIsWhatIsMadeOfAllThatThereIs(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 30) int size,
            @ForAll @IntRange(min = 1, max = 40) int steps,
            @ForAll @IntRange(min = 1, max = 6) int changesOfAStep) {
        // given
        World world = new World(seed, size);
        ProjectionUpdater kept = world.whole();

        for (int step = 0; step < steps; step++) {
            // when
            Projection before = kept.projection();
            for (int i = 0; i < changesOfAStep; i++) {
                world.change();
            }
            Optional<ListChange> told = kept.update(world.taken(), world.surroundings, TAKEN, TAKEN);

            // then
            Projection whole = world.whole().projection();
            Projection now = kept.projection();
            assertThat(now.conversations()).isEqualTo(whole.conversations());
            assertThat(now.sessions()).isEqualTo(whole.sessions());
            world.ids().forEach(id -> assertThat(now.find(id)).isEqualTo(whole.find(id)));
            for (Rule rule : Rule.values()) {
                assertThat(now.under(rule, NOW)).isEqualTo(whole.under(rule, NOW));
                assertThat(now.under(rule, NOW + 500)).isEqualTo(whole.under(rule, NOW + 500));
            }
            assertTold(told, before, now);
        }
    }

    @Example
    void whatCameOfASessionIsToldWhenAConversationTakesThatSessionIn() {
        // given a child of a session that only another source has, and the store its conversation's beginning alone
        SessionRow root =
                SessionRowBuilder.session("root").ended("compression", 2).build();
        SessionRow tip = SessionRowBuilder.session("tip").childOf("root").build();
        Collection<Conversation> theirs = new ConversationProjector(Profile.DEFAULT, Map.of(), TurnLeases.NONE)
                .project(List.of(
                        root,
                        tip,
                        SessionRowBuilder.session("child").childOf("tip").build()));
        Surroundings surroundings = new Surroundings(
                OutsideConversations.of(List.copyOf(theirs)), Annotations.NONE, World.visibility(false, true));
        ProjectionUpdater kept = ProjectionUpdater.of(
                Profile.DEFAULT, List.of(root), Map.of(), TurnLeases.NONE, surroundings, TAKEN, true);

        // when
        Optional<ListChange> told = kept.update(
                new StoreChange(List.of(tip), Set.of(), Map.of(), Optional.empty()), surroundings, TAKEN, TAKEN);

        // then
        assertThat(told.orElseThrow().changed())
                .contains(new ConversationKey(Profile.DEFAULT, "root"), new ConversationKey(Profile.DEFAULT, "child"));
    }

    private static void assertTold(Optional<ListChange> told, Projection before, Projection now) {
        Map<ConversationKey, Conversation> old = byKey(before);
        Map<ConversationKey, Conversation> fresh = byKey(now);
        if (old.equals(fresh)) {
            assertThat(told).isEmpty();
            assertThat(now.revision()).isEqualTo(before.revision());
            return;
        }
        assertThat(told).isPresent();
        ListChange change = told.get();
        assertThat(change.revision()).isEqualTo(now.revision()).isGreaterThan(before.revision());
        Set<ConversationKey> added = new HashSet<>(fresh.keySet());
        added.removeAll(old.keySet());
        Set<ConversationKey> removed = new HashSet<>(old.keySet());
        removed.removeAll(fresh.keySet());
        assertThat(change.added()).isEqualTo(added);
        assertThat(change.removed()).isEqualTo(removed);
        Set<ConversationKey> shown = new HashSet<>();
        fresh.forEach((key, each) -> {
            if (old.containsKey(key) && !shown(each, now).equals(shown(old.get(key), before))) {
                shown.add(key);
            }
        });
        assertThat(change.changed()).containsAll(shown);
        assertThat(change.changed()).isSubsetOf(old.keySet()).isSubsetOf(fresh.keySet());
    }

    /** A conversation as it is shown, with what is told of the one that it came of. */
    private static List<Object> shown(Conversation each, Projection in) {
        Optional<Conversation> parent = each.parent().flatMap(it -> in.find(it.id()));
        return List.of(
                each,
                parent.map(Conversation::title),
                parent.map(it -> it.root().id()),
                parent.map(it -> it.tip().id()));
    }

    private static Map<ConversationKey, Conversation> byKey(Projection projection) {
        return projection.conversations().stream().collect(Collectors.toMap(Conversation::key, it -> it));
    }

    /** A store and what surrounds it, that change at random. */
    private static final class World {
        private static final List<String> SOURCES =
                List.of("cli", "telegram", "cron", "webhook", "subagent", "tool", "api_server", "unheard", "");
        private static final List<String> ENDS =
                List.of("", "compression", "compression", "compression", "branched", "daily", "cli_close");

        private final Random random;
        private final List<String> ids;
        private final Map<String, SessionRow> rows = new HashMap<>();
        private final Map<String, MessageFacts> facts = new HashMap<>();
        private final Map<String, Double> leases = new HashMap<>();
        private Surroundings surroundings =
                new Surroundings(OutsideConversations.NONE, Annotations.NONE, visibility(false, true));

        private final Map<String, SessionRow> put = new HashMap<>();
        private final Set<String> removed = new HashSet<>();
        private final Map<String, MessageFacts> counted = new HashMap<>();

        World(long seed, int size) {
            random = new Random(seed);
            ids = IntStream.range(0, size).mapToObj(i -> "s" + i).toList();
            for (String id : ids) {
                if (random.nextInt(4) > 0) {
                    write(id);
                }
            }
            taken();
        }

        List<String> ids() {
            return ids;
        }

        ProjectionUpdater whole() {
            return ProjectionUpdater.of(
                    Profile.DEFAULT,
                    List.copyOf(rows.values()),
                    facts,
                    new TurnLeases(Map.copyOf(leases)),
                    surroundings,
                    TAKEN,
                    true);
        }

        StoreChange taken() {
            StoreChange change = new StoreChange(
                    List.copyOf(put.values()),
                    Set.copyOf(removed),
                    Map.copyOf(counted),
                    Optional.of(new TurnLeases(Map.copyOf(leases))));
            put.clear();
            removed.clear();
            counted.clear();
            return change;
        }

        void change() {
            String id = any(ids);
            switch (random.nextInt(12)) {
                case 0, 1, 2 -> write(id);
                case 3 -> remove(id);
                case 4, 5 -> count(id);
                case 6 -> lease(id);
                case 7, 8 -> annotate(id);
                case 9 -> outside();
                case 10 -> wish();
                default -> compress(id);
            }
        }

        private <T> T any(List<T> some) {
            return some.get(random.nextInt(some.size()));
        }

        private void put(SessionRow row) {
            rows.put(row.id(), row);
            put.put(row.id(), row);
            removed.remove(row.id());
        }

        private void write(String id) {
            SessionRowBuilder row = SessionRowBuilder.session(id)
                    .source(any(SOURCES))
                    .startedAt(1 + random.nextInt(5))
                    .activeAt(random.nextInt(9))
                    .title(random.nextBoolean() ? "" : "Title " + random.nextInt(4));
            String end = any(ENDS);
            if (!end.isEmpty()) {
                row.ended(end, 1 + random.nextInt(5));
            }
            if (random.nextInt(4) > 0) {
                row.childOf(any(ids));
            }
            switch (random.nextInt(10)) {
                case 0 -> row.branchedFrom(any(ids));
                case 1 -> row.delegateFrom(any(ids));
                case 2 -> row.resetFrom(any(ids));
                case 3, 4 -> row.chat("chat" + random.nextInt(3));
                case 5 -> row.archived();
                case 6 -> row.hidden();
                default -> row.messages(random.nextInt(3));
            }
            put(row.build());
            count(id);
        }

        private void compress(String id) {
            if (rows.containsKey(id)) {
                put(SessionRowBuilder.session(id)
                        .childOf(rows.get(id).parentId())
                        .ended("compression", 3)
                        .build());
            }
        }

        private void remove(String id) {
            rows.remove(id);
            facts.remove(id);
            put.remove(id);
            counted.remove(id);
            removed.add(id);
        }

        private void count(String id) {
            if (rows.containsKey(id)) {
                int count = random.nextInt(4);
                MessageFacts now = new MessageFacts(count, random.nextInt(count + 1), random.nextInt(12), count);
                facts.put(id, now);
                counted.put(id, now);
            }
        }

        private void lease(String id) {
            if (leases.remove(id) == null) {
                leases.put(id, NOW - 300 + random.nextInt(1_000));
            }
        }

        private void annotate(String id) {
            Map<ConversationKey, Annotation> all =
                    new HashMap<>(surroundings.annotations().byConversation());
            Annotation annotation =
                    switch (random.nextInt(5)) {
                        case 0 -> Annotation.NONE;
                        case 1 -> Annotation.NONE.archived(random.nextBoolean());
                        case 2 -> Annotation.NONE.hidden(true);
                        case 3 -> Annotation.NONE.trashed(OptionalDouble.of(7));
                        default -> Annotation.NONE.titled("Named " + random.nextInt(3));
                    };
            all.put(new ConversationKey(Profile.DEFAULT, id), annotation);
            surroundings = new Surroundings(
                    surroundings.outside(), new Annotations(all, List.of()), surroundings.visibility());
        }

        /** Another source has sessions now, some of which the store has as well. */
        private void outside() {
            List<SessionRow> its = new ArrayList<>();
            for (int i = random.nextInt(4); i > 0; i--) {
                SessionRowBuilder row = SessionRowBuilder.session(
                                random.nextBoolean() ? any(ids) : "other" + random.nextInt(3))
                        .source("webui")
                        .title(random.nextBoolean() ? "" : "Theirs");
                if (random.nextBoolean()) {
                    row.childOf(any(ids));
                }
                if (random.nextInt(3) == 0) {
                    row.ended("compression", 2);
                }
                its.add(row.build());
            }
            Map<String, MessageFacts> messages = new HashMap<>();
            its.forEach(row -> messages.put(row.id(), new MessageFacts(2, 1, 5, 2)));
            Collection<Conversation> folded =
                    new ConversationProjector(Profile.DEFAULT, messages, TurnLeases.NONE).project(its);
            surroundings = new Surroundings(
                    OutsideConversations.of(folded.stream()
                            .map(it -> it.kept(new Keeping(Keeper.WEBUI, false)))
                            .toList()),
                    surroundings.annotations(),
                    surroundings.visibility());
        }

        private void wish() {
            surroundings = new Surroundings(
                    surroundings.outside(),
                    surroundings.annotations(),
                    visibility(random.nextBoolean(), random.nextInt(3) > 0));
        }

        private static Visibility visibility(boolean cron, boolean previousChats) {
            return new Visibility(cron, false, false, true, previousChats, Optional.empty());
        }
    }
}
