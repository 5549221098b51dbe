package ai.hermes.sessions.store.sample;

import ai.hermes.sessions.store.SampleHome;
import io.quarkus.arc.profile.IfBuildProfile;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import org.jboss.logging.Logger;

/** The sample home of dev mode, {@code target/sample-home}. Kept from start to start until the build is cleaned. */
@Singleton
@IfBuildProfile("dev")
public class DevSampleHome implements SampleHome {

    private static final Logger LOG = Logger.getLogger(DevSampleHome.class);

    private final Path home;

    DevSampleHome() {
        this(Path.of("target", "sample-home"));
    }

    /** Makes it elsewhere. */
    DevSampleHome(Path home) {
        this.home = home.toAbsolutePath();
    }

    /** Makes a home with sample sessions in a folder. Stores that are there and can be read stay as they are. */
    public static void make(Path home) {
        try {
            prepare(home.resolve("state.db"), "default.txt");
            prepare(home.resolve(Path.of("profiles", "work", "state.db")), "work.txt");
        } catch (IOException e) {
            throw new UncheckedIOException("The sample store could not be written", e);
        } catch (SQLException e) {
            throw new IllegalStateException("The sample store could not be written", e);
        }
    }

    @Override
    public Path prepare(Path configured) {
        make(home);
        LOG.infof(
                "No session store was found at %s, so sample sessions are shown, from %s."
                        + " To see your own, set HERMES_HOME (or -Dhermes.home) to the folder that holds state.db.",
                configured, home);
        return home;
    }

    private static void prepare(Path store, String script) throws IOException, SQLException {
        if (readable(store)) {
            return;
        }
        Files.createDirectories(store.getParent());
        Path draft = store.resolveSibling("draft.db");
        for (String suffix : new String[] {"", "-wal", "-shm"}) {
            Files.deleteIfExists(draft.resolveSibling("draft.db" + suffix));
            Files.deleteIfExists(store.resolveSibling("state.db" + suffix));
        }
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + draft)) {
            new SampleStoreWriter(connection, Instant.now())
                    .write(text("schema.sql"), SampleScript.read(text(script), DevSampleHome::image));
        }
        // Closed, the log is folded in, so that the file alone is the store; it appears whole or not at all.
        Files.move(draft, store, StandardCopyOption.ATOMIC_MOVE);
    }

    private static boolean readable(Path store) {
        if (!Files.exists(store)) {
            return false;
        }
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:file:" + store + "?mode=ro");
                Statement statement = connection.createStatement()) {
            return statement.executeQuery("SELECT 1 FROM sessions, messages").next();
        } catch (SQLException e) {
            LOG.debugf(e, "The sample store %s is made anew", store);
            return false;
        }
    }

    private static String image(String file) {
        return "data:image/png;base64," + text(file).strip();
    }

    private static String text(String file) {
        try (InputStream in = DevSampleHome.class.getResourceAsStream(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
