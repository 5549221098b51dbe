package ai.hermes.sessions.annotation;

import ai.hermes.sessions.lease.LeaseBook;
import ai.hermes.sessions.lease.LeasedPool;
import ai.hermes.sessions.lease.Purpose;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Makes pools of one connection: only one change is made at a time, and what is read is read once. What comes straight
 * from their data sources is for bringing the tables up to date.
 */
final class AnnotationPool {

    /** Left alone for so long the connection is closed; with it the log beside the file goes. */
    private static final Duration IDLE = Duration.ofMinutes(1);

    private static final Duration ACQUISITION = Duration.ofSeconds(5);
    private static final Duration BUSY = Duration.ofSeconds(3);

    /** Longer than a change may take: it is only what is left when nothing else took the connection back. */
    private static final Duration LEAK = Duration.ofSeconds(30);

    private static final String NAME = "annotations";

    private AnnotationPool() {}

    /** Every commit is on the disk before it is answered. */
    static LeasedPool writing(Path file, LeaseBook book) throws SQLException {
        return pool(file.toUri().toString(), false, book);
    }

    /**
     * For a file, or a folder, that cannot be written. Without a log beside it nobody writes to it, and it is read
     * without the index that could not be made.
     */
    static LeasedPool reading(Path file, LeaseBook book) throws SQLException {
        boolean log = Files.exists(file.resolveSibling(file.getFileName() + "-wal"));
        return pool(file.toUri() + (log ? "?mode=ro" : "?immutable=1"), true, book);
    }

    private static LeasedPool pool(String uri, boolean reading, LeaseBook book) throws SQLException {
        AgroalDataSourceConfigurationSupplier configuration = new AgroalDataSourceConfigurationSupplier()
                .metricsEnabled(false)
                .connectionPoolConfiguration(pool -> pool.initialSize(0)
                        .minSize(0)
                        .maxSize(1)
                        .acquisitionTimeout(ACQUISITION)
                        .leakTimeout(LEAK)
                        .reapTimeout(IDLE)
                        .connectionFactoryConfiguration(factory -> {
                            factory.jdbcUrl("jdbc:sqlite:" + uri)
                                    .jdbcProperty("busy_timeout", String.valueOf(BUSY.toMillis()))
                                    .jdbcProperty("foreign_keys", "true")
                                    // Else the driver asks for the new row's id after each statement.
                                    .jdbcProperty("jdbc.get_generated_keys", "false");
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
                        }));
        return new LeasedPool(NAME, configuration, Purpose.MIGRATION, book);
    }
}
