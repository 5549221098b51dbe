package ai.hermes.sessions.bench;

import ai.hermes.sessions.testing.ServiceProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the service takes at one moment.
 *
 * @param heapKilobytes what was in use after the last collection, all pools together
 */
record SoakSample(Instant at, int descriptors, int ofStores, long rssKilobytes, long heapKilobytes) {

    private static final Pattern HEAP =
            Pattern.compile("jvm_memory_used_after_last_gc_bytes\\{[^}]*type=\"heap\"[^}]*} ([0-9.E+]+)");

    static SoakSample of(ServiceProcess service) {
        return new SoakSample(
                Instant.now().truncatedTo(ChronoUnit.SECONDS),
                service.descriptors().size(),
                service.storeDescriptors().size(),
                rss(service),
                heap(service.get("/q/metrics").body()));
    }

    private static long rss(ServiceProcess service) {
        try {
            return Files.readAllLines(
                            Path.of("/proc", String.valueOf(service.handle().pid()), "status"))
                    .stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long heap(String metrics) {
        Matcher found = HEAP.matcher(metrics);
        double bytes = 0;
        while (found.find()) {
            bytes += Double.parseDouble(found.group(1));
        }
        return Math.round(bytes / 1024);
    }

    @Override
    public String toString() {
        return "%s descriptors %d (stores %d), rss %d MB, heap after collection %d MB"
                .formatted(at, descriptors, ofStores, rssKilobytes / 1024, heapKilobytes / 1024);
    }
}
