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
import java.util.Optional;
import java.util.stream.Stream;

/** Whether the folder of our own database is one where a database is safe. */
@Singleton
final class DataFolderCheck implements StartupCheck {

    private final Path folder;
    private final boolean readOnly;
    private final PreflightConfig config;

    @Inject
    DataFolderCheck(AnnotationConfig annotations, AgentHome home, PreflightConfig config) {
        this.folder = annotations.dataDir().orElseGet(() -> home.path().resolve(AnnotationConfig.FOLDER));
        this.readOnly = annotations.readOnly();
        this.config = config;
    }

    @Override
    public List<StartupFinding> findings() {
        return Stream.of(shared(), unwritable()).flatMap(Optional::stream).toList();
    }

    private Optional<StartupFinding> unwritable() {
        return readOnly || AnnotationFile.in(folder).writable()
                ? Optional.empty()
                : Optional.of(StartupFinding.warning(
                        "hermes.data-dir",
                        "This user may not write to the folder of the service's own database, so nothing can be added to"
                                + " sessions, and the service will not be ready.",
                        "Let it write there, name another folder, or set hermes.read-only if nothing is to be kept."));
    }

    private Optional<StartupFinding> shared() {
        return FileSystemKind.shared(folder)
                .map(kind -> new StartupFinding(
                        config.allowSharedFileSystems() ? Severity.WARNING : Severity.ERROR,
                        "The service's own database would be on a file system that machines share (%s), where it can be damaged."
                                .formatted(kind),
                        "hermes.data-dir",
                        "Name a folder on a disk of this machine."));
    }
}
