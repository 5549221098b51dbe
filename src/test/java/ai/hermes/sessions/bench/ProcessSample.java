package ai.hermes.sessions.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What a process has taken up to a moment, from {@code /proc}.
 *
 * @param atNanos when, by {@link System#nanoTime()}
 * @param cpuSeconds of all its threads, in user and system mode
 * @param rss resident memory, in bytes
 * @param descriptors how many are open
 */
record ProcessSample(long atNanos, double cpuSeconds, long rss, long descriptors) {

    /** What the kernel counts times in; the same on all Linux machines of today. */
    private static final double TICKS_PER_SECOND = 100;

    private static final int USER_TIME = 11;
    private static final int SYSTEM_TIME = 12;

    static ProcessSample of(long pid) {
        Path process = Path.of("/proc", String.valueOf(pid));
        try (Stream<Path> descriptors = Files.list(process.resolve("fd"))) {
            String stat = Files.readString(process.resolve("stat"));
            // The name, in brackets, may hold blanks.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            double ticks = Double.parseDouble(fields[USER_TIME]) + Double.parseDouble(fields[SYSTEM_TIME]);
            long kilobytes = Files.readAllLines(process.resolve("status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
            return new ProcessSample(
                    System.nanoTime(), ticks / TICKS_PER_SECOND, kilobytes * 1024, descriptors.count());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Share of one core that was used since an earlier sample, in percent. */
    double cpuPercentSince(ProcessSample before) {
        return 100 * (cpuSeconds - before.cpuSeconds) / ((atNanos - before.atNanos) / 1e9);
    }

    double megabytes() {
        return rss / 1024.0 / 1024.0;
    }
}
