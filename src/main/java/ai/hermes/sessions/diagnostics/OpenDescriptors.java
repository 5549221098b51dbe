package ai.hermes.sessions.diagnostics;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;

/**
 * The number of open descriptors as the system tells it at once, whatever they are.
 *
 * @param open descriptors that are open
 * @param limit how many may be
 */
record OpenDescriptors(long open, long limit) {

    /** The numbers now; empty where the system does not tell them. */
    static Optional<OpenDescriptors> now() {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
            return Optional.of(new OpenDescriptors(
                            system.getOpenFileDescriptorCount(), system.getMaxFileDescriptorCount()))
                    .filter(it -> it.open >= 0 && it.limit > 0);
        }
        return Optional.empty();
    }
}
