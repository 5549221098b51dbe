package ai.hermes.sessions.conversation;

import ai.hermes.sessions.annotation.AnnotationRepository;
import ai.hermes.sessions.annotation.SettingRepository;
import ai.hermes.sessions.store.Profile;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The conversations of one profile that are in no store, with what people added to all of them. */
final class OutsideList {

    private final Profile profile;
    private final List<SessionSource> sources;
    private final AnnotationRepository annotations;
    private final SettingRepository settings;
    private final Clock clock;
    private volatile Folded folded = new Folded(List.of(), OutsideConversations.NONE);
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
        Surroundings now = surroundings();
        if (now.outside().all().isEmpty()) {
            return Optional.empty();
        }
        return alone.filter(it -> it.of.equals(now)).or(() -> build(now)).map(Alone::projection);
    }

    /** By one at a time: the others take what that one has made. */
    private synchronized Optional<Alone> build(Surroundings now) {
        if (alone.filter(it -> it.of.equals(now)).isEmpty()) {
            alone = Optional.of(new Alone(
                    now,
                    ProjectionUpdater.of(profile, List.of(), Map.of(), TurnLeases.NONE, now, clock.instant(), true)
                            .projection()));
        }
        return alone;
    }

    /** Whether {@link #alone} has nothing to build now, so that it takes no time to speak of. */
    boolean built() {
        Folded known = folded;
        return known.of.equals(sessions())
                && (known.conversations.all().isEmpty()
                        || alone.filter(it -> it.of.equals(surroundings())).isPresent());
    }

    /** What there is now besides the store. */
    Surroundings surroundings() {
        return new Surroundings(conversations(), annotations.annotations(), Visibility.of(settings.settings()));
    }

    private OutsideConversations conversations() {
        List<List<OutsideSession>> now = sessions();
        Folded known = folded;
        if (!known.of.equals(now)) {
            known = new Folded(now, OutsideConversations.of(fold(now)));
            folded = known;
        }
        return known.conversations;
    }

    private List<List<OutsideSession>> sessions() {
        return sources.stream().map(source -> source.sessions(profile)).toList();
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
                facts.put(each.row().id(), new MessageFacts(each.messages(), each.userMessages(), 0, 0));
                keepings.put(each.row().id(), new Keeping(keeper, each.readOnly()));
            }
        }
        return new ConversationProjector(profile, facts, TurnLeases.NONE)
                .project(rows).stream()
                        .map(it -> it.kept(keepings.get(it.tip().id())))
                        .toList();
    }

    private record Folded(List<List<OutsideSession>> of, OutsideConversations conversations) {}

    private record Alone(Surroundings of, Projection projection) {}
}
