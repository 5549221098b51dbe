package ai.hermes.sessions.transcript;

import ai.hermes.sessions.masking.Masking;
import ai.hermes.sessions.store.AgentStore;
import ai.hermes.sessions.store.StoreReader;
import io.quarkus.arc.All;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;

/** Opens conversations to be read in parts. Nothing is read by that, and there is nothing to close. */
@Singleton
public class LongConversations {

    private final StoreReader reader;
    private final Masking masking;
    private final Texts texts;
    private final List<MessageSource> sources;

    @Inject
    LongConversations(StoreReader reader, Masking masking, Texts texts, @All List<MessageSource> sources) {
        this.reader = reader;
        this.masking = masking;
        this.texts = texts;
        this.sources = List.copyOf(sources);
    }

    /**
     * A conversation in a store.
     *
     * @param segments ids of its sessions, oldest first
     */
    public LongConversation stored(AgentStore store, List<String> segments) {
        return new StoredConversation(reader, store, segments, masking, texts);
    }

    /**
     * A conversation that is in no store.
     *
     * @param store that of the profile whose it is
     * @param sessionId its id
     */
    public LongConversation outside(AgentStore store, String sessionId) {
        return new OutsideConversation(
                before -> sources.stream()
                        .flatMap(it -> it.piece(store.profile(), sessionId, before).stream())
                        .findFirst()
                        .orElseThrow(() -> new MessageNotFoundException(before)),
                masking,
                texts);
    }
}
