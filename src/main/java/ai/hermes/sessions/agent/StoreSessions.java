package ai.hermes.sessions.agent;

import ai.hermes.sessions.lease.Purpose;
import ai.hermes.sessions.store.AgentStore;
import ai.hermes.sessions.store.StoreReader;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** What a store itself says of a session at this moment, past all that is held in memory. */
@Singleton
class StoreSessions {

    private static final String BY_ID = "SELECT id FROM sessions WHERE id = ?";
    private static final String COMPRESSED =
            "SELECT id FROM sessions WHERE id = ? AND {sessions.end_reason:''} = 'compression'";

    private final StoreReader reader;

    @Inject
    StoreSessions(StoreReader reader) {
        this.reader = reader;
    }

    /** Whether the store has it. */
    boolean has(AgentStore store, String sessionId) {
        return any(store, BY_ID, sessionId);
    }

    /** Whether it goes on in another session by now. */
    boolean compressed(AgentStore store, String sessionId) {
        return any(store, COMPRESSED, sessionId);
    }

    private boolean any(AgentStore store, String sql, String sessionId) {
        return reader.read(store, Purpose.TRANSCRIPT, connection -> connection
                .first(sql, row -> row.text("id"), sessionId)
                .isPresent());
    }
}
