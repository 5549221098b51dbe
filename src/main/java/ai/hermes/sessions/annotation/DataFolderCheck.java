package ai.hermes.sessions.annotation;

import ai.hermes.sessions.preflight.FileSystemKind;
import ai.hermes.sessions.preflight.PreflightConfig;
import ai.hermes.sessions.preflight.StartupCheck;
import ai.hermes.sessions.preflight.StartupFinding;
import ai.hermes.sessions.preflight.StartupFinding.Severity;
import ai.hermes.sessions.store.AgentHome;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.List;

/** Whether the folder of our own database is one where a database is safe. */
@Singleton
final class DataFolderCheck implements StartupCheck {

    private final Path folder;
    private final PreflightConfig config;

    @Inject
    DataFolderCheck(AnnotationConfig annotations, AgentHome home, PreflightConfig config) {
        this.folder = annotations.dataDir().orElseGet(() -> home.path().resolve(AnnotationConfig.FOLDER));
        this.config = config;
    }

    @Override
    public List<StartupFinding> findings() {
        return FileSystemKind.shared(folder)
                .map(kind -> new StartupFinding(
                        config.allowSharedFileSystems() ? Severity.WARNING : Severity.ERROR,
                        "The service's own database would be on a file system that machines share (%s), where it can be damaged."
                                .formatted(kind),
                        "hermes.data-dir",
                        "Name a folder on a disk of this machine."))
                .stream()
                .toList();
    }
}
