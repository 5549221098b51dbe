package ai.hermes.sessions.session;

import ai.hermes.sessions.caller.Visible;
import ai.hermes.sessions.conversation.ConversationList;
import ai.hermes.sessions.conversation.ListState;
import ai.hermes.sessions.conversation.Projection;
import ai.hermes.sessions.store.AgentStore;
import ai.hermes.sessions.store.AgentStores;
import ai.hermes.sessions.store.Profile;
import ai.hermes.sessions.store.StoreFault;
import ai.hermes.sessions.store.StoreFaultException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Chooses lists from what is held in memory; no list costs a read of a store. */
@ApplicationScoped
class SessionRepository {

    private final AgentStores stores;
    private final ConversationList conversations;
    private final ListAnswers answers;
    private final Clock clock;

    @Inject
    SessionRepository(AgentStores stores, ConversationList conversations, ListAnswers answers, Clock clock) {
        this.stores = stores;
        this.conversations = conversations;
        this.answers = answers;
        this.clock = clock;
    }

    /**
     * The list of a profile, or of all that may be seen.
     *
     * @param gzip whether it is wanted as gzip as well
     * @throws StoreFaultException if there is nothing to show: no store in the scope was ever read. One ill store among
     *     several is a notice in the list
     */
    SessionList list(ListQuery query, Profile profile, Visible visible, boolean gzip) {
        Chosen chosen = chosen(query, profile, visible);
        return list(chosen, answers.of(query, chosen.scope(), profile, gzip));
    }

    /**
     * The same if it is there already: never waits, and takes no time to speak of. Empty where it is not, or where
     * there is nothing to show.
     */
    Optional<SessionList> ready(ListQuery query, Profile profile, Visible visible, boolean gzip) {
        Collection<AgentStore> stores = scope(query, profile, visible);
        if (!stores.stream().allMatch(conversations::known)
                || !seen(visible).allMatch(conversations::built)
                || stores.stream().noneMatch(it -> conversations.lastGood(it).isPresent())) {
            return Optional.empty();
        }
        Chosen chosen = chosen(query, profile, visible);
        return answers.ready(query, chosen.scope(), profile, gzip).map(it -> list(chosen, it));
    }

    private Chosen chosen(ListQuery query, Profile profile, Visible visible) {
        Instant now = clock.instant();
        List<Projection> inside = new ArrayList<>();
        List<FaultNotice> faults = new ArrayList<>();
        List<StoreFaultException> nothing = new ArrayList<>();
        for (AgentStore store : scope(query, profile, visible)) {
            try {
                ListState state = conversations.of(store);
                inside.add(state.projection());
                state.fault().ifPresent(it -> faults.add(notice(store, it, now)));
            } catch (StoreFaultException e) {
                nothing.add(e);
                faults.add(notice(store, e.fault(), now));
            }
        }
        if (inside.isEmpty()) {
            throw nothing.stream().findFirst().orElseGet(() -> new StoreFaultException(profile, StoreFault.MISSING));
        }
        List<Projection> outside = query.allProfiles() ? List.of() : outside(profile, visible);
        return new Chosen(new ListScope(inside, outside, visible, now.toEpochMilli() / 1000.0), faults, now);
    }

    private static SessionList list(Chosen chosen, ReadyList ready) {
        return new SessionList(ready, chosen.faults, oldest(chosen.scope.inside(), chosen.now), chosen.scope.now());
    }

    private Collection<AgentStore> scope(ListQuery query, Profile profile, Visible visible) {
        return query.allProfiles()
                ? seen(visible).toList()
                : stores.of(profile).map(List::of).orElse(List.of());
    }

    private Stream<AgentStore> seen(Visible visible) {
        return stores.all().stream().filter(it -> visible.sees(it.profile()));
    }

    private List<Projection> outside(Profile profile, Visible visible) {
        return seen(visible)
                .filter(store -> !store.profile().equals(profile))
                .flatMap(store -> conversations.lastGood(store).stream())
                .toList();
    }

    private static FaultNotice notice(AgentStore store, StoreFault fault, Instant now) {
        return FaultNotice.of(store.profile(), fault, store.condition().since(), now);
    }

    private static double oldest(List<Projection> projections, Instant now) {
        return projections.stream()
                .mapToDouble(it -> Duration.between(it.takenAt(), now).toMillis() / 1000.0)
                .max()
                .orElse(0);
    }

    /** What a list is made of. */
    private record Chosen(ListScope scope, List<FaultNotice> faults, Instant now) {}
}
