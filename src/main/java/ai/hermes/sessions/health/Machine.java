package ai.hermes.sessions.health;

import ai.hermes.sessions.health.SystemHealth.Load;
import ai.hermes.sessions.health.SystemHealth.Space;
import ai.hermes.sessions.store.AgentHome;
import com.sun.management.OperatingSystemMXBean;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Measures the machine. What cannot be measured is empty. */
@Singleton
final class Machine {

    private static final Path MEMORY = Path.of("/proc/meminfo");
    private static final Pattern AVAILABLE = Pattern.compile("(?m)^MemAvailable:\\s+(\\d{1,15}) kB$");

    private final OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private final Path home;

    @Inject
    Machine(AgentHome home) {
        this.home = home.path();
    }

    /** How busy the processors were since somebody last asked. */
    Optional<Load> cpu() {
        double load = system.getCpuLoad();
        return Double.isFinite(load) && load >= 0
                ? Optional.of(new Load(SystemHealth.rounded(100 * load)))
                : Optional.empty();
    }

    /** Memory. What Linux uses for its cache of files counts as free, where it tells that. */
    Optional<Space> memory() {
        long total = system.getTotalMemorySize();
        long available = Math.max(system.getFreeMemorySize(), available());
        return total > 0 && available <= total ? Optional.of(Space.of(total - available, total)) : Optional.empty();
    }

    private static long available() {
        try {
            Matcher matcher = AVAILABLE.matcher(Files.readString(MEMORY));
            return matcher.find() ? Long.parseLong(matcher.group(1)) * 1024 : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    /** The disk that the home is on. */
    Optional<Space> disk() {
        try {
            FileStore disk = Files.getFileStore(home);
            long total = disk.getTotalSpace();
            return total > 0 ? Optional.of(Space.of(total - disk.getUsableSpace(), total)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
