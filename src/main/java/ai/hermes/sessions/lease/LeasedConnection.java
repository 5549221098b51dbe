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
    private volatile PooledHandle handle;
    private volatile Runnable onClose = () -> {};
    private volatile boolean down;
    private volatile boolean endsTransaction;

    LeasedConnection(String url, String fileName, Properties properties) throws SQLException {
        super(url, fileName, properties);
        activity = new Activity();
    }

    /**
     * Makes it known to its pool.
     *
     * @param how how the pool holds it
     * @param whenClosed is called when it is closed, by whomever
     */
    void pooled(PooledHandle how, Runnable whenClosed) {
        handle = how;
        onClose = whenClosed;
    }

    PooledHandle handle() {
        return handle;
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

    /** Stops the running statement, if there is one that does not end a transaction. Never blocks, never throws. */
    void interrupt() {
        // Never on a handle that is being freed.
        synchronized (closing) {
            if (!down && !endsTransaction) {
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
        endTransaction(super::commit);
    }

    @Override
    public void rollback() throws SQLException {
        endTransaction(super::rollback);
    }

    /**
     * Ends a transaction, which the driver does in two steps: then it begins the next one. Nothing comes between the
     * two, and the second cannot fail, so that a commit that is told to have failed has not happened.
     */
    private void endTransaction(EndOfTransaction end) throws SQLException {
        // Whoever takes the connection back waits for this lock.
        synchronized (getDatabase()) {
            checkOpen();
            endsTransaction(true);
            try {
                end.run();
            } finally {
                endsTransaction(false);
            }
        }
        activity.transaction().ended();
    }

    private void endsTransaction(boolean now) {
        synchronized (closing) {
            endsTransaction = now;
        }
    }

    @Override
    protected String transactionPrefix() {
        // Whoever asks for locks at once asks others, who may not give them.
        return endsTransaction ? "begin;" : super.transactionPrefix();
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
        if (current != null && current.takenBack() && !endsTransaction) {
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
            try {
                super.close();
            } finally {
                onClose.run();
            }
        }
    }

    /** Lets statements that the holder may still have say what became of them. */
    void revoke(Lease from) {
        activity.statements().forEach(statement -> statement.revoke(new RevokedPointer(getDatabase(), from)));
    }

    @FunctionalInterface
    private interface EndOfTransaction {
        void run() throws SQLException;
    }
}
