package ai.hermes.sessions.annotation;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.sqlite.JDBC;

/** Makes pools of one connection: only one change is made at a time, and what is read is read once. */
final class AnnotationPool {

    /** Left alone for so long the connection is closed; with it the log beside the file goes. */
    private static final Duration IDLE = Duration.ofMinutes(1);

    private static final Duration ACQUISITION = Duration.ofSeconds(5);
    private static final Duration BUSY = Duration.ofSeconds(3);

    private AnnotationPool() {}

    /** Every commit is on the disk before it is answered. */
    static AgroalDataSource writing(Path file) throws SQLException {
        return pool(file.toUri().toString(), false);
    }

    /**
     * For a file, or a folder, that cannot be written. Without a log beside it nobody writes to it, and it is read
     * without the index that could not be made.
     */
    static AgroalDataSource reading(Path file) throws SQLException {
        boolean log = Files.exists(file.resolveSibling(file.getFileName() + "-wal"));
        return pool(file.toUri() + (log ? "?mode=ro" : "?immutable=1"), true);
    }

    private static AgroalDataSource pool(String uri, boolean reading) throws SQLException {
        return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .metricsEnabled(false)
                .connectionPoolConfiguration(pool -> pool.initialSize(0)
                        .minSize(0)
                        .maxSize(1)
                        .acquisitionTimeout(ACQUISITION)
                        .reapTimeout(IDLE)
                        .connectionFactoryConfiguration(factory -> {
                            factory.jdbcUrl("jdbc:sqlite:" + uri)
                                    .connectionProviderClass(JDBC.class)
                                    .jdbcProperty("busy_timeout", String.valueOf(BUSY.toMillis()))
                                    .jdbcProperty("foreign_keys", "true");
                            if (reading) {
                                factory.initialSql("PRAGMA query_only = 1");
                            } else {
                                // On macOS a plain fsync leaves the data in the cache of the disk.
                                factory.initialSql("PRAGMA fullfsync = 1")
                                        .jdbcProperty("journal_mode", "WAL")
                                        .jdbcProperty("synchronous", "FULL")
                                        .jdbcProperty("transaction_mode", "IMMEDIATE");
                            }
                            return factory;
                        })));
    }
}
