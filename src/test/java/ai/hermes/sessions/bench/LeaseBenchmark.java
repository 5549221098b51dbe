package ai.hermes.sessions.bench;

import ai.hermes.sessions.lease.LeaseBook;
import ai.hermes.sessions.lease.LeaseConfig;
import ai.hermes.sessions.lease.LeasedPool;
import ai.hermes.sessions.lease.Purpose;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.sqlite.JDBC;

/** What a lease costs over a plain pool: to borrow and give back, and for each statement. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class LeaseBenchmark {

    /** Share of the leases whose stack is kept. */
    @Param({"0", "0.01"})
    String sampling;

    private Path folder;
    private LeaseBook book;
    private LeasedPool leased;
    private AgroalDataSource plain;
    private Connection plainConnection;
    private Connection leasedConnection;

    @Setup
    public void open() throws IOException, SQLException {
        folder = Files.createTempDirectory("bench");
        LeaseConfig config = new SmallRyeConfigBuilder()
                .withDefaultValue("hermes.lease.stack-sampling", sampling)
                .addDiscoveredConverters()
                .withMapping(LeaseConfig.class)
                .build()
                .getConfigMapping(LeaseConfig.class);
        book = new LeaseBook(config, List.of());
        leased = new LeasedPool("bench", configuration(), Purpose.UNDECLARED, book);
        AgroalDataSourceConfigurationSupplier configuration = configuration();
        configuration
                .connectionPoolConfiguration()
                .connectionFactoryConfiguration()
                .connectionProviderClass(JDBC.class);
        plain = AgroalDataSource.from(configuration);
        plainConnection = plain.getConnection();
        leasedConnection = leased.borrow(Purpose.WATCH, Duration.ZERO);
    }

    private AgroalDataSourceConfigurationSupplier configuration() {
        return new AgroalDataSourceConfigurationSupplier()
                .metricsEnabled(false)
                .connectionPoolConfiguration(pool -> pool.maxSize(4)
                        .acquisitionTimeout(Duration.ofSeconds(1))
                        .connectionFactoryConfiguration(
                                factory -> factory.jdbcUrl("jdbc:sqlite:" + folder.resolve("bench.db"))));
    }

    @TearDown
    public void close() throws IOException, SQLException {
        plainConnection.close();
        leasedConnection.close();
        plain.close();
        leased.close();
        book.close();
        Files.deleteIfExists(folder.resolve("bench.db"));
        Files.delete(folder);
    }

    @Benchmark
    public void borrowPlain() throws SQLException {
        plain.getConnection().close();
    }

    @Benchmark
    public void borrowLeased() throws SQLException {
        leased.borrow(Purpose.LIST, Duration.ofSeconds(2)).close();
    }

    @Benchmark
    public void borrowLeasedGoingRound() throws SQLException {
        leased.dataSource().getConnection().close();
    }

    @Benchmark
    public long statementPlain() throws SQLException {
        return read(plainConnection);
    }

    @Benchmark
    public long statementLeased() throws SQLException {
        return read(leasedConnection);
    }

    private static long read(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT 1");
                ResultSet rows = statement.executeQuery()) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }
}
