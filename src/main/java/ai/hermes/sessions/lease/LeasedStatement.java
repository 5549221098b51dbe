package ai.hermes.sessions.lease;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.sqlite.jdbc4.JDBC4Statement;

/** A statement that tells its connection what it runs. */
final class LeasedStatement extends JDBC4Statement implements Tracked {

    private final LeasedConnection connection;
    private volatile boolean running;

    LeasedStatement(LeasedConnection connection) {
        super(connection);
        this.connection = connection;
    }

    @Override
    public boolean cursorOpen() {
        return running || resultsWaiting || Tracked.hasRowsLeft(rs);
    }

    @Override
    public void revoke(RevokedPointer revoked) {
        pointer = revoked;
    }

    @Override
    public boolean execute(String statement) throws SQLException {
        return run(statement, () -> super.execute(statement));
    }

    @Override
    public ResultSet executeQuery(String statement) throws SQLException {
        return run(statement, () -> super.executeQuery(statement));
    }

    @Override
    public long executeLargeUpdate(String statement) throws SQLException {
        return run(statement, () -> super.executeLargeUpdate(statement));
    }

    @Override
    public long[] executeLargeBatch() throws SQLException {
        return run("BATCH", super::executeLargeBatch);
    }

    private <T> T run(String statement, Tracked.Run<T> run) throws SQLException {
        connection.runs(statement);
        running = true;
        try {
            T result = run.now();
            connection.ran(statement);
            return result;
        } finally {
            running = false;
        }
    }

    @Override
    public void close() throws SQLException {
        connection.forget(this);
        super.close();
    }
}
