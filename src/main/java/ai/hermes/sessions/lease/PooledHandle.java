package ai.hermes.sessions.lease;

import io.agroal.pool.ConnectionHandler;
import io.agroal.pool.ConnectionHandler.State;
import java.sql.SQLException;
import org.jboss.logging.Logger;

/** A connection of a pool, from the side of the pool: what must be done there to take it away from its borrower. */
final class PooledHandle {

    private static final Logger LOG = Logger.getLogger(PooledHandle.class);

    private final LeasedPool pool;
    private final ConnectionHandler handler;
    private final LeasedConnection connection;

    PooledHandle(LeasedPool pool, ConnectionHandler handler) {
        this.pool = pool;
        this.handler = handler;
        this.connection = (LeasedConnection) handler.rawConnection();
    }

    String pool() {
        return pool.name();
    }

    LeasedConnection connection() {
        return connection;
    }

    LeaseState state() {
        return connection.state();
    }

    void interrupt() {
        connection.interrupt();
    }

    /** Sees to it that the pool takes the connection back only to drop it; false if it is not out any more. */
    boolean condemn() {
        return handler.setState(State.CHECKED_OUT, State.FLUSH);
    }

    /** Closes the connection; waits while a statement of it runs. */
    void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debugf(e, "A connection of %s could not be closed in order", pool());
        }
    }

    /** Frees the place in the pool. To be called on a condemned connection. */
    void free() {
        try {
            // Closing any wrapper gives the connection back; the borrower's own may be closed later without harm.
            handler.connectionWrapper().close();
        } catch (SQLException e) {
            LOG.debugf(e, "A connection of %s could not be dropped in order", pool());
        }
        pool.dropped();
    }
}
