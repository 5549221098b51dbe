package ai.hermes.sessions.diagnostics;

import java.util.Locale;
import java.util.regex.Pattern;

/** What an open descriptor leads to. */
enum DescriptorKind {
    /** A store of an agent. */
    STORE,
    /** The log beside a store. */
    WAL,
    /** The index of such a log, in shared memory. */
    SHM,
    /** Our own database and the files beside it. */
    ANNOTATIONS,
    /** A connection, or a listening port. */
    SOCKET,
    /** A library of Java. */
    JAR,
    /** Anything else: pipes, devices, native libraries, event queues. */
    OTHER;

    private static final Pattern ANNOTATIONS_FILE = Pattern.compile("annotations\\.db(-wal|-shm|-journal)?");

    /** The kind, told from the path that the descriptor's link in {@code /proc} names; the file is not touched. */
    static DescriptorKind of(String path) {
        if (path.startsWith("socket:")) {
            return SOCKET;
        }
        String name = path.substring(path.lastIndexOf('/') + 1);
        return switch (name) {
            case "state.db" -> STORE;
            case "state.db-wal" -> WAL;
            case "state.db-shm" -> SHM;
            default -> {
                if (name.endsWith(".jar")) {
                    yield JAR;
                }
                yield ANNOTATIONS_FILE.matcher(name).matches() ? ANNOTATIONS : OTHER;
            }
        };
    }

    /** Whether it is a store or a file beside one. */
    boolean ofStore() {
        return this == STORE || this == WAL || this == SHM;
    }

    /** The kind's name in answers and metrics. */
    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
