package ai.hermes.sessions.store;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
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
    private static final String PROFILES = "profiles";

    private final Path path;
    private final boolean sample;
    private volatile Map<Profile, Path> found;

    @Inject
    AgentHome(HomeConfig config, Instance<SampleHome> samples) {
        Path configured = config.home().toAbsolutePath().normalize();
        boolean fallBack = config.sampleStore() && samples.isResolvable() && !anyStore(configured);
        this.path = fallBack ? samples.get().prepare(configured) : configured;
        this.sample = fallBack;
        this.found = Map.of(Profile.DEFAULT, path.resolve(STORE));
    }

    /** The folder. */
    public Path path() {
        return path;
    }

    /** The folder of a profile, whether it exists or not. */
    public Path folder(Profile profile) {
        return profile.isDefault() ? path : path.resolve(PROFILES).resolve(profile.name());
    }

    /** Whether this is a home with sample sessions, made because the configured one has no store. */
    public boolean sample() {
        return sample;
    }

    /**
     * The file of each profile's store. The default profile is always among them, whether its file exists or not;
     * others are when their folder holds a store. While the home cannot be looked through, what was found before
     * counts: profiles do not vanish because a folder cannot be listed for a moment.
     */
    public Map<Profile, Path> stores() {
        try {
            found = find(path);
        } catch (IOException | DirectoryIteratorException e) {
            LOG.debug("The profiles of the home could not be listed", e);
        }
        return found;
    }

    private static Map<Profile, Path> find(Path home) throws IOException {
        Map<Profile, Path> stores = new TreeMap<>();
        stores.put(Profile.DEFAULT, home.resolve(STORE));
        Path profiles = home.resolve(PROFILES);
        // Also where it cannot be told whether the folder is there: then the listing says why.
        if (!Files.notExists(profiles)) {
            try (DirectoryStream<Path> folders = Files.newDirectoryStream(profiles, Files::isDirectory)) {
                for (Path folder : folders) {
                    Path store = folder.resolve(STORE);
                    Profile.named(folder.getFileName().toString())
                            .filter(profile -> !profile.isDefault() && !Files.notExists(store))
                            .ifPresent(profile -> stores.put(profile, store));
                }
            }
        }
        return stores;
    }

    private static boolean anyStore(Path home) {
        try {
            return find(home).values().stream().anyMatch(Files::exists);
        } catch (IOException | DirectoryIteratorException e) {
            return true;
        }
    }
}
