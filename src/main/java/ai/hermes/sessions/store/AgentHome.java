package ai.hermes.sessions.store;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jboss.logging.Logger;

/** The agent's home: where the stores of its profiles lie. */
@Singleton
public class AgentHome {

    private static final Logger LOG = Logger.getLogger(AgentHome.class);
    private static final String STORE = "state.db";

    private final Path path;
    private final boolean sample;

    @Inject
    AgentHome(HomeConfig config, Instance<SampleHome> samples) {
        Path configured = config.home().toAbsolutePath().normalize();
        boolean fallBack = config.sampleStore() && samples.isResolvable() && !anyStore(configured);
        this.path = fallBack ? samples.get().prepare(configured) : configured;
        this.sample = fallBack;
    }

    /** The folder. */
    public Path path() {
        return path;
    }

    /** Whether this is a home with sample sessions, made because the configured one has no store. */
    public boolean sample() {
        return sample;
    }

    /**
     * The file of each profile's store. The default profile is always among them, whether its file exists or not;
     * others are when their folder holds a store.
     */
    public Map<Profile, Path> stores() {
        return stores(path);
    }

    private static Map<Profile, Path> stores(Path home) {
        Map<Profile, Path> stores = new TreeMap<>();
        stores.put(Profile.DEFAULT, home.resolve(STORE));
        Path profiles = home.resolve("profiles");
        if (Files.isDirectory(profiles)) {
            try (DirectoryStream<Path> folders = Files.newDirectoryStream(profiles, Files::isDirectory)) {
                for (Path folder : folders) {
                    Path store = folder.resolve(STORE);
                    Profile.named(folder.getFileName().toString())
                            .filter(profile -> !profile.isDefault() && Files.exists(store))
                            .ifPresent(profile -> stores.put(profile, store));
                }
            } catch (IOException e) {
                LOG.debug("The profiles of the home could not be listed", e);
            }
        }
        return stores;
    }

    private static boolean anyStore(Path home) {
        return stores(home).values().stream().anyMatch(Files::exists);
    }
}
