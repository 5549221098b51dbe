package ai.hermes.sessions.lease;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.sqlite.JDBC;

/** The SQLite driver, with connections that know what they hold. Only for pools of {@link LeasedPool}. */
public final class LeasedDriver extends JDBC {

    /** For the pool, which makes its driver by reflection. */
    public LeasedDriver() {}

    @Override
    public Connection connect(String url, Properties properties) throws SQLException {
        return new LeasedConnection(url, url.substring(PREFIX.length()), properties);
    }
}
