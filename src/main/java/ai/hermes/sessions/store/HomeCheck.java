package ai.hermes.sessions.store;

import ai.hermes.sessions.preflight.FileSystemKind;
import ai.hermes.sessions.preflight.PreflightConfig;
import ai.hermes.sessions.preflight.ProcessUser;
import ai.hermes.sessions.preflight.StartupCheck;
import ai.hermes.sessions.preflight.StartupFinding;
import ai.hermes.sessions.preflight.StartupFinding.Severity;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Whether the stores can be read without harm to them. A store that is not there, or not readable, is no reason not to
 * start: it is told as a fault, and picked up when it can be read.
 */
@Singleton
final class HomeCheck implements StartupCheck {

    private static final String HOME = "hermes.home";

    private final AgentHome home;
    private final PreflightConfig config;

    @Inject
    HomeCheck(AgentHome home, PreflightConfig config) {
        this.home = home;
        this.config = config;
    }

    @Override
    public List<StartupFinding> findings() {
        List<StartupFinding> findings = new ArrayList<>();
        OptionalInt user = ProcessUser.current();
        if (!Files.isDirectory(home.path())) {
            findings.add(StartupFinding.warning(
                    HOME,
                    "There is no folder %s, so there are no sessions to show yet.".formatted(home.path()),
                    "Start the agent once, or name the home that it uses (HERMES_HOME)."));
        }
        home.stores().forEach((profile, store) -> {
            FileSystemKind.shared(store).ifPresent(kind -> findings.add(shared(profile, kind)));
            if (Files.exists(store)) {
                Path folder = store.toAbsolutePath().getParent();
                owner(profile, user, ProcessUser.ownerOf(store), Files.isWritable(folder))
                        .ifPresent(findings::add);
                if (!Files.isReadable(store)) {
                    findings.add(StartupFinding.warning(
                            HOME,
                            "The store of profile %s cannot be read by this user.".formatted(profile),
                            "Run the service as the user that the agent runs as."));
                } else if (!StoreFile.sidecarsUsable(store)) {
                    findings.add(StartupFinding.warning(
                            HOME,
                            "The files beside the store of profile %s (-wal, -shm) cannot be used, or not be made, by this"
                                            .formatted(profile)
                                    + " user; a store that needs them cannot be read.",
                            "Run the service as the user that the agent runs as, and let it write to that folder."));
                }
            }
        });
        return findings;
    }

    private StartupFinding shared(Profile profile, String kind) {
        return new StartupFinding(
                config.allowSharedFileSystems() ? Severity.WARNING : Severity.ERROR,
                "The store of profile %s is on a file system that machines share (%s): what the agent writes may be seen late or torn, and the store may be damaged."
                        .formatted(profile, kind),
                HOME,
                "Run the service on the machine, or in the virtual machine, that has the agent's home on a disk of its"
                        + " own.");
    }

    /**
     * SQLite makes files beside a store that belong to who opened it first, be it only for reading; where that is
     * somebody else than the agent, the agent is locked out. What root makes is given to the owner.
     */
    static Optional<StartupFinding> owner(Profile profile, OptionalInt user, OptionalInt owner, boolean writable) {
        if (user.isEmpty() || owner.isEmpty() || user.equals(owner) || user.getAsInt() == ProcessUser.ROOT) {
            return Optional.empty();
        }
        String message = "The store of profile %s belongs to user %d, and this service runs as user %d."
                .formatted(profile, owner.getAsInt(), user.getAsInt());
        String remedy = "Run the service as the user that the agent runs as.";
        return Optional.of(
                writable
                        ? StartupFinding.error(
                                HOME, message + " It could leave files there that lock the agent out.", remedy)
                        : StartupFinding.warning(HOME, message + " It may not be able to read it.", remedy));
    }
}
