package ai.hermes.sessions.webui;

import ai.hermes.sessions.store.AgentHome;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/** The state folder of the old web UI, and the only door to its files: for reading, and never through a link. */
@Singleton
class StateFolder {

    private final Path path;

    @Inject
    StateFolder(WebuiConfig config, AgentHome home) {
        this.path = config.stateDir()
                .orElseGet(() -> home.path().resolve("webui"))
                .toAbsolutePath()
                .normalize();
    }

    /** The folder of its sessions, a file each. */
    Path sessions() {
        return path.resolve("sessions");
    }

    /** The file of a session. */
    Path session(String id) {
        return sessions().resolve(id + ".json");
    }

    /** Ids of sessions that people deleted. */
    Path tombstones() {
        return sessions().resolve("_deleted_webui_sessions.json");
    }

    /** The projects. */
    Path projects() {
        return path.resolve("projects.json");
    }

    /** Opens a file that is no link: one could lead to a store, which nobody but SQLite may open. */
    static SeekableByteChannel open(Path file) throws IOException {
        return Files.newByteChannel(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
    }

    /** The same as a stream. */
    static InputStream stream(Path file) throws IOException {
        return Channels.newInputStream(open(file));
    }
}
