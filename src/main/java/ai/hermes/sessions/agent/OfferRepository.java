package ai.hermes.sessions.agent;

import ai.hermes.sessions.agent.Offer.Result;
import ai.hermes.sessions.agent.Offer.State;
import ai.hermes.sessions.annotation.Annotation;
import ai.hermes.sessions.annotation.ThreeState;
import ai.hermes.sessions.conversation.Conversation;
import ai.hermes.sessions.conversation.ConversationList;
import ai.hermes.sessions.conversation.Keeper;
import ai.hermes.sessions.store.AgentStore;
import ai.hermes.sessions.store.AgentStores;
import ai.hermes.sessions.store.Profile;
import ai.hermes.sessions.wire.ApiException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Offers the agent what people set here, so that its other clients see it too. The agent sets such a value for all
 * segments of a conversation by itself. What it does not take stays here, where it counts all the same.
 */
@Singleton
class OfferRepository {

    private final AgentStores stores;
    private final ConversationList conversations;
    private final AgentCapabilities capabilities;
    private final AgentClient client;

    @Inject
    OfferRepository(
            AgentStores stores, ConversationList conversations, AgentCapabilities capabilities, AgentClient client) {
        this.stores = stores;
        this.conversations = conversations;
        this.capabilities = capabilities;
        this.client = client;
    }

    /** What can be offered. */
    enum Field {
        TITLE("title"),
        ARCHIVED("archived"),
        PINNED("pinned");

        private final String name;

        Field(String name) {
            this.name = name;
        }

        /** The name in a request and in the agent's own sessions. */
        String wireName() {
            return name;
        }

        private Optional<Object> in(Annotation annotation) {
            return switch (this) {
                case TITLE -> annotation.title().map(it -> it);
                case ARCHIVED -> flag(annotation.archived());
                case PINNED -> flag(annotation.pinned());
            };
        }

        private static Optional<Object> flag(ThreeState value) {
            return value == ThreeState.UNSET ? Optional.empty() : Optional.of(value == ThreeState.YES);
        }
    }

    /**
     * Offers fields one by one, so that one that an old agent does not know spoils no other.
     *
     * @throws ApiException if there is no such conversation, it is view-only, or the agent cannot be asked
     */
    Offer offer(Profile profile, String sessionId, Set<Field> fields) {
        AgentStore store = stores.of(profile).orElseThrow(() -> ApiException.notFound("Session not found"));
        Conversation conversation =
                conversations.find(store, sessionId).orElseThrow(() -> ApiException.notFound("Session not found"));
        if (conversation.child()) {
            throw ApiException.forbidden("Subagent sessions are view-only and cannot be updated from WebUI");
        }
        if (conversation.keeping().keeper() != Keeper.STORE) {
            throw new ApiException(
                    409,
                    "not_in_store",
                    "This conversation is not in the agent's store, so there is nothing of the agent to set.",
                    Map.of());
        }
        AgentServer server = capabilities.ready(profile);
        String tip = conversation.tip().id();
        Map<String, Result> results = new LinkedHashMap<>();
        fields.forEach(field -> results.put(
                field.wireName(),
                field.in(conversation.annotation())
                        .map(value -> offer(server, profile, tip, Map.of(field.wireName(), value)))
                        .orElse(Result.of(State.NOT_SET, ""))));
        return Offer.of(tip, results);
    }

    private Result offer(AgentServer server, Profile profile, String id, Map<String, Object> member) {
        return AgentServer.pathOf(id)
                .map(path -> result(profile, client.patch(server, path, member)))
                .orElse(Result.of(State.FAILED, "id_not_addressable"));
    }

    private Result result(Profile profile, Reply reply) {
        if (!(reply instanceof Reply.Answer answer)) {
            capabilities.forget(profile);
            return Result.of(State.FAILED, AgentStatus.word(reply));
        } else if (answer.done()) {
            return Result.of(State.ACCEPTED, "");
        } else if (answer.status() == 405
                || answer.code().equals("unsupported_session_field")
                || answer.status() == 404 && answer.code().isEmpty()) {
            return Result.of(State.UNSUPPORTED, answer.code());
        } else if (answer.status() == 400 || answer.status() == 409 || answer.status() == 422) {
            return Result.of(State.REFUSED, answer.code());
        }
        capabilities.forget(profile);
        return Result.of(
                State.FAILED, answer.refusesKey() || answer.code().isEmpty() ? AgentStatus.word(reply) : answer.code());
    }
}
