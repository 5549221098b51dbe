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

    private void begin() throws SQLException {
        connection.runs(statement);
        running = true;
    }

    @Override
    public boolean execute() throws SQLException {
        begin();
        try {
            boolean rows = super.execute();
            connection.ran(statement);
            return rows;
        } finally {
            running = false;
        }
    }

    @Override
    public ResultSet executeQuery() throws SQLException {
        begin();
        try {
            ResultSet rows = super.executeQuery();
            connection.ran(statement);
            return rows;
        } finally {
            running = false;
        }
    }

    @Override
    public long executeLargeUpdate() throws SQLException {
        begin();
        try {
            long rows = super.executeLargeUpdate();
            connection.ran(statement);
            return rows;
        } finally {
            running = false;
        }
    }

    @Override
    public long[] executeLargeBatch() throws SQLException {
        begin();
        try {
            return super.executeLargeBatch();
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
