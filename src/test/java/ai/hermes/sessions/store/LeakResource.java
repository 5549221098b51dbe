package ai.hermes.sessions.store;

import ai.hermes.sessions.caller.Needs;
import ai.hermes.sessions.caller.Role;
import ai.hermes.sessions.lease.Purpose;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** What nobody should write: borrows connections and keeps them. For tests. */
@Path("/api/leak")
@Needs(Role.ADMIN)
public class LeakResource {

    private static final Duration ALLOWED = Duration.ofSeconds(3);
    private static final List<Connection> KEPT = new CopyOnWriteArrayList<>();
    private static volatile CountDownLatch release = new CountDownLatch(1);

    private final AgentStores stores;
    private final StoreReader reader;

    @Inject
    LeakResource(AgentStores stores, StoreReader reader) {
        this.stores = stores;
        this.reader = reader;
    }

    /** Lets go of all that is kept. */
    public static void releaseAll() {
        release.countDown();
        release = new CountDownLatch(1);
        KEPT.forEach(LeakResource::close);
        KEPT.clear();
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            // It was reclaimed.
        }
    }

    /** Work that does not come back, with the connection in its hand. The request lives as long. */
    @GET
    @Path("/reader/{id}")
    public List<String> throughTheReader() {
        CountDownLatch until = release;
        return reader.read(store(), Purpose.LIST, connection -> {
            List<String> ids = connection.list("SELECT id FROM sessions", row -> row.text("id"));
            await(until);
            return ids;
        });
    }

    /** A connection that is never given back, with a cursor open. The request is over at once. */
    @GET
    @Path("/pool/{id}")
    @SuppressWarnings("resource")
    public String straightFromThePool() throws SQLException {
        Connection connection = store().look().borrow(Purpose.TRANSCRIPT, ALLOWED);
        KEPT.add(connection);
        connection.createStatement().executeQuery("SELECT id FROM sessions").next();
        return "kept";
    }

    /** A connection of code that knows of no readers and no leases, kept for as long as the request lives. */
    @GET
    @Path("/undeclared/{id}")
    public String goingRound() throws SQLException {
        CountDownLatch until = release;
        try (Connection connection = store().look().dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeQuery("SELECT id FROM sessions").next();
            await(until);
            return "given back";
        }
    }

    private static void await(CountDownLatch until) {
        try {
            until.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private AgentStore store() {
        return stores.of(Profile.DEFAULT).orElseThrow();
    }
}
