package ai.hermes.sessions.agent;

import ai.hermes.sessions.annotation.AnnotationRepository;
import ai.hermes.sessions.annotation.ConversationKey;
import ai.hermes.sessions.annotation.ShareRepository;
import ai.hermes.sessions.conversation.Conversation;
import ai.hermes.sessions.conversation.ConversationList;
import ai.hermes.sessions.conversation.Keeper;
import ai.hermes.sessions.conversation.Rule;
import ai.hermes.sessions.store.AgentStore;
import ai.hermes.sessions.store.AgentStores;
import ai.hermes.sessions.store.Profile;
import ai.hermes.sessions.wire.ApiException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Deletes conversations of the trash for good. The agent deletes, since only it keeps its store whole; what people
 * added is removed here once nothing is left to which it was added.
 */
@Singleton
class PurgeRepository {

    private static final Logger AUDIT = Logger.getLogger("ai.hermes.sessions.audit");
    /** How long a caller is kept waiting for the list to show what the agent deleted. */
    private static final Duration SHOWN = Duration.ofSeconds(3);
    /** After this a bulk purge begins no further conversation: callers do not wait for ever. */
    private static final Duration STEP = Duration.ofSeconds(15);

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final AgentStores stores;
    private final ConversationList conversations;
    private final AnnotationRepository annotations;
    private final ShareRepository shares;
    private final AgentCapabilities capabilities;
    private final SessionDeletion deletion;
    private final Clock clock;

    @Inject
    PurgeRepository(
            AgentStores stores,
            ConversationList conversations,
            AnnotationRepository annotations,
            ShareRepository shares,
            AgentCapabilities capabilities,
            SessionDeletion deletion,
            Clock clock) {
        this.stores = stores;
        this.conversations = conversations;
        this.annotations = annotations;
        this.shares = shares;
        this.capabilities = capabilities;
        this.deletion = deletion;
        this.clock = clock;
    }

    /**
     * Deletes one conversation.
     *
     * @param sessionId id of any of its sessions
     * @param who asks, for the log
     * @return what became of it; empty where it is gone already
     * @throws ApiException if it is not in the trash, or the agent cannot be asked
     */
    Optional<Purge> purge(Profile profile, String sessionId, String who) {
        AgentStore store = store(profile);
        Optional<Conversation> found = conversations.find(store, sessionId);
        if (found.isEmpty()) {
            remove(Set.of(new ConversationKey(profile, sessionId)));
            return Optional.empty();
        }
        Conversation conversation = found.get();
        if (conversation.child()) {
            throw ApiException.badRequest("Subagent sessions are view-only and cannot be deleted from WebUI");
        } else if (conversation.keeping().keeper() != Keeper.STORE) {
            throw new ApiException(
                    409,
                    "not_in_store",
                    "This conversation is not in the agent's store, so the agent cannot delete it.",
                    Map.of());
        } else if (!trashed(conversation)) {
            throw new ApiException(
                    409,
                    "not_in_trash",
                    "Only what is in the trash can be deleted for good.",
                    Map.of("remedy", "Move the conversation to the trash first."));
        }
        Purge purge = delete(capabilities.ready(profile), store, conversation, who);
        finish(store, List.of(purge));
        return Optional.of(purge);
    }

    /**
     * Deletes conversations of the trash in the order of their ids, which begin with when they began, in a step of
     * bounded size and time.
     *
     * @param after where the step before ended; empty for the first
     * @param limit most conversations of this step
     * @param dryRun whether only to tell what would be done
     */
    PurgeStep purgeTrash(Profile profile, Optional<String> after, int limit, boolean dryRun, String who) {
        AgentStore store = store(profile);
        List<Conversation> trash = trash(store);
        List<Conversation> rest = after.map(id -> after(trash, id)).orElse(trash);
        if (dryRun) {
            return PurgeStep.of(
                    trash.size(),
                    rest,
                    rest.stream().limit(limit).map(deletion::plan).toList(),
                    true);
        }
        AgentServer server = capabilities.ready(profile);
        long end = System.nanoTime() + STEP.toNanos();
        List<Purge> done = new ArrayList<>();
        for (Conversation each : rest) {
            if (done.size() == limit || !done.isEmpty() && System.nanoTime() > end) {
                break;
            }
            done.add(delete(server, store, each, who));
        }
        finish(store, done);
        return PurgeStep.of(trash.size(), rest, done, false);
    }

    private AgentStore store(Profile profile) {
        return stores.of(profile).orElseThrow(() -> ApiException.notFound("Session not found"));
    }

    private boolean trashed(Conversation conversation) {
        return conversation.rule(clock.millis() / 1000.0) == Rule.TRASHED;
    }

    private List<Conversation> trash(AgentStore store) {
        return conversations.of(store).projection().conversations().stream()
                .filter(it -> it.keeping().keeper() == Keeper.STORE && trashed(it))
                .sorted(Comparator.comparing(it -> it.root().id()))
                .toList();
    }

    private static List<Conversation> after(List<Conversation> trash, String id) {
        return trash.stream().filter(it -> it.root().id().compareTo(id) > 0).toList();
    }

    private Purge delete(AgentServer server, AgentStore store, Conversation conversation, String who) {
        Purge purge = deletion.delete(server, store, conversation);
        AUDIT.infof(
                "Purge of conversation %s of profile %s, asked by %s: %d of %d sessions are gone%s",
                printable(purge.conversationId()),
                store.profile(),
                printable(who),
                purge.segments().stream().filter(Segment::gone).count(),
                purge.segments().size(),
                purge.ok()
                        ? ""
                        : ", " + purge.segments().stream().map(Segment::word).toList());
        return purge;
    }

    /** What people added goes when the list does not show the conversation any more, which else would come back. */
    private void finish(AgentStore store, List<Purge> purges) {
        List<Purge> gone = purges.stream().filter(Purge::ok).toList();
        long end = System.nanoTime() + SHOWN.toNanos();
        while (gone.stream().anyMatch(it -> listed(store, it)) && System.nanoTime() < end) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
        remove(gone.stream().filter(it -> !listed(store, it)).map(Purge::key).collect(Collectors.toSet()));
    }

    private boolean listed(AgentStore store, Purge purge) {
        return conversations
                .lastGood(store)
                .flatMap(it -> it.find(purge.conversationId()))
                .isPresent();
    }

    private void remove(Set<ConversationKey> keys) {
        Set<ConversationKey> kept = keys.stream()
                .filter(annotations.annotations().byConversation()::containsKey)
                .collect(Collectors.toSet());
        if (!kept.isEmpty()) {
            annotations.forget(kept);
        }
        shares.remove(keys);
    }

    /** Ids are whatever somebody wrote into a store; a line of the log stays one line. */
    private static String printable(String text) {
        return text.replaceAll("[\\p{Cntrl}\\s]", "?");
    }
}
