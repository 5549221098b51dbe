package ai.hermes.sessions.conversation;

import ai.hermes.sessions.annotation.AnnotationRepository;
import ai.hermes.sessions.annotation.Annotations;
import ai.hermes.sessions.annotation.SettingRepository;
import ai.hermes.sessions.annotation.Settings;
import ai.hermes.sessions.store.Profile;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The conversations of one profile that are in no store, and how they join those that are. */
final class OutsideList {

    private final Profile profile;
    private final List<SessionSource> sources;
    private final AnnotationRepository annotations;
    private final SettingRepository settings;
    private final Clock clock;
    private volatile Folded folded = new Folded(List.of(), List.of());
    private volatile Optional<Alone> alone = Optional.empty();

    OutsideList(
            Profile profile,
            List<SessionSource> sources,
            AnnotationRepository annotations,
            SettingRepository settings,
            Clock clock) {
        this.profile = profile;
        this.sources = sources;
        this.annotations = annotations;
        this.settings = settings;
        this.clock = clock;
    }

    /** All of them, for the time in which there is no store to join them with; empty where there are none. */
    Optional<Projection> alone() {
        List<Conversation> conversations = conversations();
        if (conversations.isEmpty()) {
            return Optional.empty();
        }
        Annotations added = annotations.annotations();
        Settings chosen = settings.settings();
        Optional<Alone> known = alone.filter(it -> it.of == conversations && it.added == added && it.chosen == chosen);
        if (known.isEmpty()) {
            Projection plain = Projection.of(profile, clock.instant(), true, conversations);
            known = Optional.of(new Alone(conversations, added, chosen, plain.annotated(added, Visibility.of(chosen))));
            alone = known;
        }
        return known.map(Alone::projection);
    }

    /**
     * A store's conversations together with these. Where both have a session, under whatever segment, there is one
     * conversation: the store's, with what it lacks.
     */
    Projection joinedTo(Projection store) {
        List<Conversation> outside = conversations();
        if (outside.isEmpty()) {
            return store;
        }
        Map<Conversation, Conversation> filled = new IdentityHashMap<>();
        List<Conversation> added = new ArrayList<>();
        for (Conversation each : outside) {
            Optional<Conversation> same = each.segments().stream()
                    .flatMap(row -> store.find(row.id()).stream())
                    .findFirst();
            if (same.isPresent()) {
                filled.merge(same.get(), same.get().filledBy(each), (before, now) -> before.filledBy(each));
            } else {
                added.add(underItsParent(each, store));
            }
        }
        List<Conversation> all = Stream.concat(
                        store.conversations().stream().map(it -> filled.getOrDefault(it, it)), added.stream())
                .toList();
        return Projection.of(profile, store.takenAt(), store.complete(), all);
    }

    private static Conversation underItsParent(Conversation conversation, Projection store) {
        String parent = conversation.root().parentId();
        return conversation.parent().isPresent()
                ? conversation
                : store.find(parent).stream()
                        .flatMap(it -> it.segments().stream())
                        .filter(row -> row.id().equals(parent))
                        .findFirst()
                        .map(conversation::under)
                        .orElse(conversation);
    }

    private List<Conversation> conversations() {
        List<List<OutsideSession>> now =
                sources.stream().map(source -> source.sessions(profile)).toList();
        Folded known = folded;
        if (!known.of.equals(now)) {
            known = new Folded(now, fold(now));
            folded = known;
        }
        return known.conversations;
    }

    /** All sources at once, since a copy may have been made of another source's session. */
    private List<Conversation> fold(List<List<OutsideSession>> sessions) {
        Map<String, MessageFacts> facts = new HashMap<>();
        Map<String, Keeping> keepings = new HashMap<>();
        List<SessionRow> rows = new ArrayList<>();
        for (int i = 0; i < sources.size(); i++) {
            Keeper keeper = sources.get(i).keeper();
            for (OutsideSession each : sessions.get(i)) {
                rows.add(each.row());
                facts.put(each.row().id(), new MessageFacts(each.messages(), each.userMessages(), 0));
                keepings.put(each.row().id(), new Keeping(keeper, each.readOnly()));
            }
        }
        return new ConversationProjector(profile, facts, TurnLeases.NONE)
                .project(rows).stream()
                        .map(it -> it.kept(keepings.get(it.tip().id())))
                        .toList();
    }

    private record Folded(List<List<OutsideSession>> of, List<Conversation> conversations) {}

    private record Alone(List<Conversation> of, Annotations added, Settings chosen, Projection projection) {}
}
