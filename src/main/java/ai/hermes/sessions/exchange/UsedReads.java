package ai.hermes.sessions.exchange;

import ai.hermes.sessions.conversation.Conversation;
import ai.hermes.sessions.conversation.Keeper;
import ai.hermes.sessions.conversation.SessionRow;
import ai.hermes.sessions.lease.Purpose;
import ai.hermes.sessions.store.AgentStore;
import ai.hermes.sessions.store.AgentStores;
import ai.hermes.sessions.store.Row;
import ai.hermes.sessions.store.StoreReader;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Reads what the sessions of a conversation used. The list has one price for each, whichever it is. */
@Singleton
class UsedReads {

    private static final String OF_SESSIONS = """
            SELECT
              id,
              {sessions.reasoning_tokens:0} AS reasoning_tokens,
              {sessions.estimated_cost_usd:NULL} AS estimated,
              {sessions.actual_cost_usd:NULL} AS actual,
              {sessions.cost_status:''} AS cost_status
            FROM sessions
            WHERE id IN (SELECT value FROM json_each(?))
            """;

    private final AgentStores stores;
    private final StoreReader reader;

    @Inject
    UsedReads(AgentStores stores, StoreReader reader) {
        this.stores = stores;
        this.reader = reader;
    }

    /**
     * Those of a conversation, root to tip.
     *
     * @throws ai.hermes.sessions.store.StoreFaultException if the store cannot be read now
     */
    List<Used> of(Conversation conversation) {
        Map<String, Used> found = new HashMap<>();
        if (conversation.keeping().keeper() == Keeper.STORE) {
            stores.of(conversation.profile()).ifPresent(it -> read(it, conversation)
                    .forEach(used -> found.put(used.row().id(), used)));
        }
        return conversation.segments().stream()
                .map(it -> Optional.ofNullable(found.get(it.id())).orElseGet(() -> Used.outside(it)))
                .toList();
    }

    private List<Used> read(AgentStore store, Conversation conversation) {
        Map<String, SessionRow> rows = new HashMap<>();
        ArrayNode ids = JsonNodeFactory.instance.arrayNode();
        conversation.segments().forEach(it -> {
            rows.put(it.id(), it);
            ids.add(it.id());
        });
        return reader.read(
                store,
                Purpose.TRANSCRIPT,
                connection -> connection.list(OF_SESSIONS, row -> used(row, rows.get(row.text("id"))), ids.toString()));
    }

    private static Used used(Row row, SessionRow session) throws SQLException {
        String status = row.text("cost_status");
        OptionalDouble actual = row.decimal("actual");
        // Some versions of the agent have 0 where nothing was billed.
        boolean billed = actual.orElse(0) > 0 || status.equals("actual");
        return new Used(
                session,
                row.number("reasoning_tokens"),
                row.decimal("estimated"),
                billed ? actual : OptionalDouble.empty(),
                status,
                OptionalDouble.empty());
    }
}
