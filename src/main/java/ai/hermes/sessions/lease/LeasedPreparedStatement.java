package ai.hermes.sessions.lease;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.sqlite.jdbc4.JDBC4PreparedStatement;

/** A prepared statement that tells its connection when it runs. */
final class LeasedPreparedStatement extends JDBC4PreparedStatement implements Tracked {

    private final LeasedConnection connection;
    private final String statement;
    private volatile boolean running;

    LeasedPreparedStatement(LeasedConnection connection, String statement) throws SQLException {
        super(connection, statement);
        this.connection = connection;
        this.statement = statement;
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
    public boolean execute() throws SQLException {
        return run(super::execute);
    }

    @Override
    public ResultSet executeQuery() throws SQLException {
        return run(super::executeQuery);
    }

    @Override
    public long executeLargeUpdate() throws SQLException {
        return run(super::executeLargeUpdate);
    }

    @Override
    public long[] executeLargeBatch() throws SQLException {
        return run(super::executeLargeBatch);
    }

    private <T> T run(Tracked.Run<T> run) throws SQLException {
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
