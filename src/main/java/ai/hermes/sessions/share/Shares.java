package ai.hermes.sessions.share;

import ai.hermes.sessions.annotation.AnnotationRepository;
import ai.hermes.sessions.annotation.ConversationKey;
import ai.hermes.sessions.annotation.Share;
import ai.hermes.sessions.annotation.ShareRepository;
import ai.hermes.sessions.conversation.Conversation;
import ai.hermes.sessions.masking.Unmasked;
import ai.hermes.sessions.session.ConversationMessages;
import ai.hermes.sessions.session.SessionFinder;
import ai.hermes.sessions.session.SessionSummary;
import ai.hermes.sessions.store.AgentStore;
import ai.hermes.sessions.store.AgentStores;
import ai.hermes.sessions.store.Profile;
import ai.hermes.sessions.transcript.Message;
import ai.hermes.sessions.transcript.MessageWindow;
import ai.hermes.sessions.wire.ApiException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Takes snapshots of conversations, and shows them to whoever has the token. */
@Singleton
class Shares {

    private static final int ID_BYTES = 16;

    private final ShareRepository shares;
    private final ShareTokens tokens;
    private final AgentStores stores;
    private final SessionFinder sessions;
    private final ConversationMessages messages;
    private final AnnotationRepository annotations;
    private final ShareConfig config;
    private final ObjectMapper json;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    @Inject
    Shares(
            ShareRepository shares,
            ShareTokens tokens,
            AgentStores stores,
            SessionFinder sessions,
            ConversationMessages messages,
            AnnotationRepository annotations,
            ShareConfig config,
            @Unmasked ObjectMapper json,
            Clock clock) {
        this.shares = shares;
        this.tokens = tokens;
        this.stores = stores;
        this.sessions = sessions;
        this.messages = messages;
        this.annotations = annotations;
        this.config = config;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Takes a snapshot. One that is there is taken anew, under the same token.
     *
     * @throws ApiException 404 if the profile has no such session, 400 if nobody said anything in it, 413 if it is too
     *     large
     */
    ShareAnswers.Made create(Profile profile, String sessionId) {
        Conversation conversation = sessions.find(profile, sessionId);
        List<SharedMessage> said = said(profile, conversation);
        if (said.isEmpty()) {
            throw ApiException.badRequest("This conversation has no shareable messages yet.");
        }
        double now = clock.millis() / 1000.0;
        Optional<Share> before =
                shares.of(conversation.key()).filter(it -> tokens.of(it).isPresent());
        String id = before.map(Share::id).orElseGet(this::newId);
        String token = tokens.token(id);
        Share share = new Share(
                id,
                ShareTokens.digest(token).orElseThrow(),
                conversation.key(),
                SharedMessage.masked(conversation.title()),
                said.size(),
                before.map(Share::createdAt).orElse(now),
                now,
                now + config.expiresAfter().toSeconds());
        shares.keep(share, written(said));
        return new ShareAnswers.Made(true, ShareAnswers.Told.of(share, Optional.of(token)), summary(conversation, now));
    }

    /**
     * Takes a snapshot back, so that its token opens nothing any more. There need be none. It may have been taken when
     * the conversation began with another session, and the session may be gone.
     *
     * @throws ApiException 404 if the profile has no such session, and no share that is named by it
     */
    ShareAnswers.Revoked revoke(Profile profile, String sessionId) {
        ConversationKey named = new ConversationKey(profile, sessionId);
        boolean shared = shares.of(named).isPresent();
        shares.remove(Set.of(named));
        Optional<Conversation> conversation;
        try {
            conversation = Optional.of(sessions.find(profile, sessionId));
        } catch (ApiException e) {
            if (!shared) {
                throw e;
            }
            conversation = Optional.empty();
        }
        conversation.ifPresent(found -> shares.remove(Stream.concat(
                        Stream.of(found.key()),
                        found.segments().stream().map(it -> new ConversationKey(profile, it.id())))
                .collect(Collectors.toSet())));
        return new ShareAnswers.Revoked(true, conversation.map(it -> summary(it, clock.millis() / 1000.0)));
    }

    /** All shares of a profile. */
    ShareAnswers.All all(Profile profile) {
        return new ShareAnswers.All(shares.of(profile).stream()
                .map(it -> ShareAnswers.Told.of(it, tokens.of(it)))
                .toList());
    }

    /**
     * What a token opens. What was moved to the trash meanwhile is not shown.
     *
     * @throws ApiException 404 if it opens nothing, for whatever reason
     */
    ShareAnswers.Snapshot open(String token) {
        return ShareTokens.digest(token)
                .flatMap(shares::find)
                .filter(it -> annotations
                        .annotations()
                        .of(it.conversation())
                        .trashedAt()
                        .isEmpty())
                .flatMap(share -> shares.messages(share).map(it -> ShareAnswers.Snapshot.of(share, it)))
                .orElseThrow(() -> ApiException.notFound("Shared conversation not found"));
    }

    private List<SharedMessage> said(Profile profile, Conversation conversation) {
        AgentStore store = stores.of(profile).orElseThrow(SessionFinder::notFound);
        List<SharedMessage> backwards = new ArrayList<>();
        long size = 0;
        long before = Long.MAX_VALUE;
        while (before > 0) {
            MessageWindow piece = messages.piece(store, conversation, before);
            List<Message> window = new ArrayList<>(piece.messages());
            Collections.reverse(window);
            for (Message message : window) {
                Optional<SharedMessage> shared = SharedMessage.of(message);
                size += shared.map(it -> it.content().getBytes(StandardCharsets.UTF_8).length)
                        .orElse(0);
                shared.ifPresent(backwards::add);
            }
            if (size > config.maxSize().asLongValue()) {
                throw new ApiException(
                        413, "share_too_large", "This conversation is larger than shares may be", Map.of());
            }
            before = piece.messages().isEmpty() ? 0 : piece.offset();
        }
        Collections.reverse(backwards);
        return backwards;
    }

    private SessionSummary summary(Conversation conversation, double now) {
        Optional<Conversation> parent =
                conversation.parent().flatMap(it -> sessions.known(conversation.profile(), it.id()));
        return SessionSummary.of(conversation, parent, false, now);
    }

    private String written(List<SharedMessage> said) {
        try {
            return json.writeValueAsString(said);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String newId() {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
