package ai.hermes.sessions.copy;

import ai.hermes.sessions.annotation.Copy;
import ai.hermes.sessions.annotation.CopyRepository;
import ai.hermes.sessions.conversation.Conversation;
import ai.hermes.sessions.conversation.ConversationList;
import ai.hermes.sessions.session.SessionSummary;
import ai.hermes.sessions.store.AgentStore;
import ai.hermes.sessions.store.AgentStores;
import ai.hermes.sessions.store.Profile;
import ai.hermes.sessions.wire.ApiException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** Finds what requests are about, and tells what became of it. */
@Singleton
class Subjects {

    private static final int ID_BYTES = 6;

    private final AgentStores stores;
    private final ConversationList conversations;
    private final CopyRepository copies;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    @Inject
    Subjects(AgentStores stores, ConversationList conversations, CopyRepository copies, Clock clock) {
        this.stores = stores;
        this.conversations = conversations;
        this.copies = copies;
        this.clock = clock;
    }

    /** @throws ApiException 404 if the profile has no such session */
    Subject find(Profile profile, String sessionId) {
        AgentStore store = stores.of(profile).orElseThrow(Subjects::notFound);
        return new Subject(store, conversations.find(store, sessionId).orElseThrow(Subjects::notFound));
    }

    private static ApiException notFound() {
        return ApiException.notFound("Session not found");
    }

    /** @throws ApiException 404 if the profile has no such session, 403 if it is no copy of our own */
    Copy copy(Profile profile, String sessionId) {
        Optional<Copy> copy = Optional.ofNullable(copies.copies().get(sessionId))
                .filter(it -> it.profile().equals(profile));
        if (copy.flatMap(Copy::imported).isPresent()) {
            throw new ApiException(
                    403,
                    "imported_read_only",
                    "This session was imported to be looked at, and stays as it is. Duplicate it first: the copy can be"
                            + " changed.",
                    Map.of());
        }
        return copy.orElseThrow(
                () -> switch (find(profile, sessionId).conversation().keeping().keeper()) {
                    case STORE ->
                        new ApiException(
                                403,
                                "belongs_to_agent",
                                "This session belongs to the agent, which alone may change it. Duplicate it first: the"
                                        + " copy can be changed.",
                                Map.of());
                    case WEBUI ->
                        new ApiException(
                                403,
                                "belongs_to_webui",
                                "This session belongs to the old web UI, which alone may change it. Duplicate it first:"
                                        + " the copy can be changed.",
                                Map.of());
                    // Removed since it was looked for.
                    case COPY -> notFound();
                });
    }

    SessionSummary summary(Copy copy) {
        return summary(copy.profile(), copy.id());
    }

    SessionSummary summary(Profile profile, String sessionId) {
        Subject subject = find(profile, sessionId);
        Conversation conversation = subject.conversation();
        Optional<Conversation> parent = conversation
                .parent()
                .flatMap(it -> conversations.lastGood(subject.store()).flatMap(list -> list.find(it.id())));
        return SessionSummary.of(conversation, parent, false, now());
    }

    /** An id that no session of any profile has. */
    String newId() {
        byte[] bytes = new byte[ID_BYTES];
        String id;
        do {
            random.nextBytes(bytes);
            id = HexFormat.of().formatHex(bytes);
        } while (taken(id));
        return id;
    }

    private boolean taken(String id) {
        return copies.copies().containsKey(id)
                || stores.all().stream().anyMatch(store -> conversations
                        .lastGood(store)
                        .flatMap(list -> list.find(id))
                        .isPresent());
    }

    double now() {
        return clock.millis() / 1000.0;
    }
}
