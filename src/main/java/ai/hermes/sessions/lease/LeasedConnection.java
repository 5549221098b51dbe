package ai.hermes.sessions.lease;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Properties;
import org.sqlite.jdbc4.JDBC4Connection;

/**
 * A connection to an SQLite database that knows what it holds of it, and on whose account. SQLite itself could be asked
 * only by waiting for the statement that runs.
 */
final class LeasedConnection extends JDBC4Connection {

    private final Object closing = new Object();
    /** Null while the driver's constructor runs, which sets the connection up by statements of its own. */
    private final Activity activity;

    private volatile Lease lease;
    private volatile Runnable onClose = () -> {};
    private volatile boolean down;

    LeasedConnection(String url, String fileName, Properties properties) throws SQLException {
        super(url, fileName, properties);
        activity = new Activity();
    }

    /** Calls back when it is closed, by whomever. */
    void onClose(Runnable action) {
        onClose = action;
    }

    void lend(Lease to) {
        lease = to;
    }

    /** The lease under which it is borrowed; empty if it is not. */
    Optional<Lease> lease() {
        return lastLease().filter(it -> !it.ended());
    }

    /** The lease under which it was borrowed last; empty before the first. */
    Optional<Lease> lastLease() {
        return Optional.ofNullable(lease);
    }

    LeaseState state() {
        return down ? LeaseState.IDLE : activity.state();
    }

    /** To be called before a statement runs. */
    void runs(String sql) throws SQLException {
        checkOpen();
        if (activity != null) {
            Lease current = lease;
            if (current != null) {
                current.ran(sql);
            }
            activity.transaction().runs(sql, getConnectionConfig().isAutoCommit());
        }
    }

    /** To be called after a statement has run without an error. */
    void ran(String sql) {
        if (activity != null) {
            activity.transaction().ran(sql);
        }
    }

    /** Stops the running statement, if there is one. Never blocks, never throws. */
    void interrupt() {
        // Never on a handle that is being freed.
        synchronized (closing) {
            if (!down) {
                try {
                    getDatabase().interrupt();
                } catch (SQLException e) {
                    // There is nothing left to stop.
                }
            }
        }
    }

    @Override
    public Statement createStatement(int type, int concurrency, int holdability) throws SQLException {
        checkOpen();
        checkCursor(type, concurrency, holdability);
        return track(new LeasedStatement(this));
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int type, int concurrency, int holdability)
            throws SQLException {
        checkOpen();
        checkCursor(type, concurrency, holdability);
        return track(new LeasedPreparedStatement(this, sql));
    }

    private <T extends Tracked> T track(T statement) {
        if (activity != null) {
            activity.add(statement);
        }
        return statement;
    }

    void forget(Tracked statement) {
        if (activity != null) {
            activity.remove(statement);
        }
    }

    @Override
    public void commit() throws SQLException {
        super.commit();
        activity.transaction().ended();
    }

    @Override
    public void rollback() throws SQLException {
        super.rollback();
        activity.transaction().ended();
    }

    @Override
    public void setAutoCommit(boolean autoCommit) throws SQLException {
        super.setAutoCommit(autoCommit);
        if (activity != null) {
            activity.transaction().ended();
        }
    }

    @Override
    protected void checkOpen() throws SQLException {
        Lease current = lease;
        if (current != null && current.takenBack()) {
            throw new LeaseReclaimedException(current);
        }
        super.checkOpen();
    }

    @Override
    public void close() throws SQLException {
        // The driver holds this lock while a statement runs.
        synchronized (getDatabase()) {
            synchronized (closing) {
                if (down) {
                    return;
                }
                down = true;
            }
            super.close();
        }
        onClose.run();
    }

    /** Lets statements that the holder may still have say what became of them. */
    void revoke(Lease from) {
        activity.statements().forEach(statement -> statement.revoke(new RevokedPointer(getDatabase(), from)));
    }
}
