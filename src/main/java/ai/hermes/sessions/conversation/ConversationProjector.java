package ai.hermes.sessions.conversation;

import ai.hermes.sessions.annotation.Annotation;
import ai.hermes.sessions.annotation.Settings;
import ai.hermes.sessions.store.Profile;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Makes conversations of the rows of one store. */
final class ConversationProjector {

    private static final Visibility UNTOUCHED = Visibility.of(Settings.NONE);

    private final Profile profile;
    private final Map<String, MessageFacts> facts;
    private final TurnLeases leases;

    /** @param facts what is known of the messages; sessions that are not in it have none */
    ConversationProjector(Profile profile, Map<String, MessageFacts> facts, TurnLeases leases) {
        this.profile = profile;
        this.facts = facts;
        this.leases = leases;
    }

    List<Conversation> project(List<SessionRow> sessions) {
        Lineage lineage = new Lineage(this::activity);
        lineage.change(sessions, List.of(), List.of());
        return lineage.chains().stream()
                .map(chain -> conversation(chain, lineage))
                .toList();
    }

    /** The conversation that a chain of sessions is. */
    Conversation conversation(List<SessionRow> chain, Lineage lineage) {
        SessionRow root = chain.get(0);
        SessionRow tip = chain.get(chain.size() - 1);
        MessageFacts tipFacts = factsOf(tip);
        Source source = Source.of(root.source());
        Optional<SessionRow> parent = lineage.parentOf(root);
        long total = 0;
        for (SessionRow row : chain) {
            total += factsOf(row).count();
        }
        return new Conversation(
                profile,
                Keeping.IN_STORE,
                chain,
                source,
                titleOf(chain).orElseGet(source::defaultTitle),
                tipFacts.count(),
                tipFacts.userCount(),
                total,
                activity(tip),
                leases.endOf(root.id()),
                parent.map(ParentSession::of),
                Link.of(root, parent),
                Annotation.NONE,
                UNTOUCHED.keepsOff(source));
    }

    private static Optional<String> titleOf(List<SessionRow> chain) {
        return IntStream.rangeClosed(1, chain.size())
                .mapToObj(back -> chain.get(chain.size() - back).title().strip())
                .filter(Predicate.not(String::isEmpty))
                .findFirst();
    }

    /** When a session was last active. */
    double activity(SessionRow row) {
        double last = Math.max(row.lastActivityAt(), factsOf(row).lastAt());
        return last > 0 ? last : row.startedAt();
    }

    private MessageFacts factsOf(SessionRow row) {
        return facts.getOrDefault(row.id(), MessageFacts.NONE);
    }
}
