package ai.hermes.sessions.session;

import ai.hermes.sessions.annotation.SettingRepository;
import ai.hermes.sessions.caller.Visible;
import ai.hermes.sessions.conversation.Conversation;
import ai.hermes.sessions.conversation.ConversationList;
import ai.hermes.sessions.conversation.Projection;
import ai.hermes.sessions.conversation.Visibility;
import ai.hermes.sessions.store.AgentStore;
import ai.hermes.sessions.store.AgentStores;
import ai.hermes.sessions.store.Profile;
import ai.hermes.sessions.wire.ApiException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the conversation that a request speaks of, and whose it is. */
@Singleton
public class SessionFinder {

    private final AgentStores stores;
    private final ConversationList conversations;
    private final SettingRepository settings;
    private final Clock clock;

    @Inject
    SessionFinder(AgentStores stores, ConversationList conversations, SettingRepository settings, Clock clock) {
        this.stores = stores;
        this.conversations = conversations;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * The conversation that a session of a profile belongs to.
     *
     * @throws ApiException 404 if the profile has no such session
     * @throws ai.hermes.sessions.store.StoreFaultException if there is nothing to look through
     */
    public Conversation find(Profile profile, String sessionId) {
        return stores.of(profile)
                .flatMap(store -> conversations.find(store, sessionId))
                .orElseThrow(SessionFinder::notFound);
    }

    /**
     * Where a session is, in all profiles that may be seen.
     *
     * @param profile the one whose session is told of first, and is looked for in the store if it is not known yet
     * @throws ApiException 404 if none of them has it
     */
    Explanation explain(Profile profile, Visible visible, String sessionId) {
        double now = clock.millis() / 1000.0;
        List<Conversation> found = new ArrayList<>();
        known(profile, sessionId).ifPresent(found::add);
        stores.all().stream()
                .map(AgentStore::profile)
                .filter(it -> !it.equals(profile) && visible.sees(it))
                .flatMap(it -> known(it, sessionId).stream())
                .forEach(found::add);
        if (found.isEmpty()) {
            found.add(find(profile, sessionId));
        }
        Visibility chosen = Visibility.of(settings.settings());
        return new Explanation(
                sessionId,
                found.stream()
                        .map(it -> Explanation.Where.of(it, sessionId, profile, chosen, now))
                        .toList());
    }

    /** The last good list of a profile; empty where there is none. Never waits. */
    public Optional<Projection> lastGood(Profile profile) {
        return stores.of(profile).flatMap(conversations::lastGood);
    }

    /** The conversation that a session of a profile belongs to, as the last good list has it. Never waits. */
    public Optional<Conversation> known(Profile profile, String sessionId) {
        return lastGood(profile).flatMap(it -> it.find(sessionId));
    }

    /**
     * Whether a session is known, and known to be another profile's only. One of a profile that may not be seen counts
     * as not known. Never waits and reads nothing.
     */
    public boolean foreign(Profile profile, Visible visible, String sessionId) {
        return !has(profile, sessionId)
                && stores.all().stream()
                        .map(AgentStore::profile)
                        .filter(visible::sees)
                        .anyMatch(it -> has(it, sessionId));
    }

    private boolean has(Profile profile, String sessionId) {
        return known(profile, sessionId).isPresent();
    }

    /** The refusal of a session that is not there, or not for this caller. */
    public static ApiException notFound() {
        return ApiException.notFound("Session not found");
    }
}
