package ai.hermes.sessions.bench;

import ai.hermes.sessions.testing.ServiceProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the service takes at one moment at which no fault is injected.
 *
 * @param at since the start
 * @param descriptors all that are open
 * @param ofStores those of them that lead to stores
 * @param threads its threads
 * @param rssKilobytes its part of the memory of the machine
 * @param heapKilobytes what was in use just after a full collection, all pools together
 */
record SoakSample(Duration at, int descriptors, int ofStores, int threads, long rssKilobytes, long heapKilobytes) {

    private static final Pattern HEAP =
            Pattern.compile("jvm_memory_used_after_last_gc_bytes\\{[^}]*type=\"heap\"[^}]*} ([0-9.E+]+)");
    private static final String ROW = "%8s%13s%11s%9s%9s%12s%n";

    static SoakSample of(ServiceProcess service, Duration at) {
        collect(service.handle().pid());
        return new SoakSample(
                at,
                service.descriptors().size(),
                service.storeDescriptors().size(),
                (int) status(service, "Threads:"),
                status(service, "VmRSS:"),
                heap(service.get("/q/metrics").body()));
    }

    /** Has the service collect its garbage, all of it. */
    private static void collect(long pid) {
        String tool = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        try {
            new ProcessBuilder(tool, String.valueOf(pid), "GC.run")
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static long status(ServiceProcess service, String name) {
        try {
            return Files.readAllLines(
                            Path.of("/proc", String.valueOf(service.handle().pid()), "status"))
                    .stream()
                    .filter(line -> line.startsWith(name))
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

    static String table(List<SoakSample> samples) {
        StringBuilder table =
                new StringBuilder(ROW.formatted("minute", "descriptors", "of stores", "threads", "rss MB", "heap MB"));
        samples.forEach(table::append);
        return table.toString();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    @Override
    public String toString() {
        return ROW.formatted(
                number(at.toSeconds() / 60.0),
                descriptors,
                ofStores,
                threads,
                number(rssKilobytes / 1024.0),
                number(heapKilobytes / 1024.0));
    }
}
