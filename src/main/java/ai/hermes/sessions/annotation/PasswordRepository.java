package ai.hermes.sessions.annotation;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** The password that was set in the page, as a hash. Asking costs nothing; a change waits for the disk. */
@Singleton
public class PasswordRepository implements AnnotationWriter.Part {

    private static final String GET = "SELECT hash FROM login_password WHERE id = 1";
    private static final String SET = """
            INSERT INTO login_password (id, hash, set_at) VALUES (1, ?, ?)
            ON CONFLICT (id) DO UPDATE SET hash = excluded.hash, set_at = excluded.set_at
            """;
    private static final String CLEAR = "DELETE FROM login_password";

    private final AnnotationWriter writer;
    private volatile Optional<String> hash = Optional.empty();
    private volatile boolean unknown;

    @Inject
    PasswordRepository(AnnotationWriter writer) {
        this.writer = writer;
        writer.register(this);
    }

    @Override
    public void load(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(GET);
                ResultSet row = statement.executeQuery()) {
            hash = row.next() ? Optional.of(row.getString("hash")) : Optional.empty();
            unknown = false;
        }
    }

    @Override
    public void empty() {
        hash = Optional.empty();
        unknown = false;
    }

    @Override
    public void unreadable() {
        // Before the password goes, so that nobody sees that there is none.
        unknown = true;
        hash = Optional.empty();
    }

    /** Whether there may be one that could not be read. */
    public boolean unknown() {
        return unknown;
    }

    /** The hash; empty where no password was set. */
    public Optional<String> hash() {
        return hash;
    }

    /**
     * Keeps another one in its place.
     *
     * @param now in seconds since 1970
     * @throws AnnotationFaultException if it could not be kept
     */
    public void set(String another, double now) {
        writer.write(
                connection -> {
                    try (PreparedStatement statement = connection.prepareStatement(SET)) {
                        statement.setString(1, another);
                        statement.setDouble(2, now);
                        return statement.executeUpdate();
                    }
                },
                done -> hash = Optional.of(another));
    }

    /**
     * Forgets it.
     *
     * @throws AnnotationFaultException if that could not be kept
     */
    public void clear() {
        writer.write(
                connection -> {
                    try (PreparedStatement statement = connection.prepareStatement(CLEAR)) {
                        return statement.executeUpdate();
                    }
                },
                done -> hash = Optional.empty());
    }
}
