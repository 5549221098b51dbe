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

    private void begin(String statement) throws SQLException {
        connection.runs(statement);
        running = true;
    }

    @Override
    public boolean execute(String statement) throws SQLException {
        begin(statement);
        try {
            boolean rows = super.execute(statement);
            connection.ran(statement);
            return rows;
        } finally {
            running = false;
        }
    }

    @Override
    public ResultSet executeQuery(String statement) throws SQLException {
        begin(statement);
        try {
            ResultSet rows = super.executeQuery(statement);
            connection.ran(statement);
            return rows;
        } finally {
            running = false;
        }
    }

    @Override
    public long executeLargeUpdate(String statement) throws SQLException {
        begin(statement);
        try {
            long rows = super.executeLargeUpdate(statement);
            connection.ran(statement);
            return rows;
        } finally {
            running = false;
        }
    }

    @Override
    public long[] executeLargeBatch() throws SQLException {
        begin("BATCH");
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
