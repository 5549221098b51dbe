package ai.hermes.sessions.health;

import ai.hermes.sessions.annotation.AnnotationConfig;
import ai.hermes.sessions.store.AgentHome;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Whether the disks of the agent's home and of the service's own folder have room. */
@Singleton
final class DiskCheck implements Check {

    private static final Problem LOW = new Problem(
            "disk_low",
            "Little space is left on the disk.",
            "All works still. When it is full, the agent cannot write its sessions.",
            "Make room: the capacity of the disk, old logs and old exports are the first places to look.");
    private static final Problem FULL = new Problem(
            "disk_full",
            "Hardly any space is left on the disk.",
            "Pins, titles and projects may not be kept, and the agent may not be able to write its sessions.",
            LOW.remedy());

    private final HealthConfig.Disk config;
    private final Supplier<OptionalLong> free;

    @Inject
    DiskCheck(HealthConfig config, AgentHome home, AnnotationConfig annotations) {
        this(config.disk(), () -> Stream.concat(Stream.of(home.path()), annotations.dataDir().stream())
                .map(DiskCheck::free)
                .flatMapToLong(OptionalLong::stream)
                .min());
    }

    /** @param free bytes that may still be written; empty where that is not known */
    DiskCheck(HealthConfig.Disk config, Supplier<OptionalLong> free) {
        this.config = config;
        this.free = free;
    }

    @Override
    public String name() {
        return "disk";
    }

    @Override
    public HealthConfig.Pace pace() {
        return config;
    }

    /** Where the system does not tell, nothing is claimed. */
    @Override
    public Finding look() {
        OptionalLong bytes = free.get();
        return bytes.isPresent() ? judge(bytes.getAsLong()) : Finding.pass();
    }

    private Finding judge(long bytes) {
        Map<String, Long> figures = Map.of("free_bytes", bytes);
        if (bytes < config.failFree().asLongValue()) {
            return Finding.fail(FULL, figures);
        }
        return bytes < config.warnFree().asLongValue() ? Finding.warn(LOW, figures) : Finding.pass(figures);
    }

    /** Of the folder, or of the one that it will be made in. */
    private static OptionalLong free(Path folder) {
        Path there = folder.toAbsolutePath();
        while (!Files.isDirectory(there) && there.getParent() != null) {
            there = there.getParent();
        }
        try {
            return OptionalLong.of(Files.getFileStore(there).getUsableSpace());
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }
}
