package ai.hermes.sessions.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The scripts that make stores as agents of different ages made them. Version 40 is one that nobody knows yet. */
public final class StoreScripts {

    /** Stores of the versions 23, 25 and 30 are made as migrations made them: added columns stand at the end. */
    private static final Map<Integer, List<String>> SCRIPTS = new TreeMap<>(Map.of(
            1, List.of("v1"),
            6, List.of("v6"),
            11, List.of("v11"),
            17, List.of("v17"),
            23, List.of("v17", "v17-to-v23"),
            25, List.of("v17", "v17-to-v23", "v23-to-v25"),
            30, List.of("v17", "v17-to-v23", "v23-to-v25", "v25-to-v30"),
            31, List.of("v31"),
            40, List.of("v31", "v31-to-v40")));

    private StoreScripts() {}

    /** The schema versions that can be made. */
    public static Set<Integer> versions() {
        return SCRIPTS.keySet();
    }

    /** The scripts that make a store of a version, in the order in which they run. */
    public static List<String> of(int version) {
        return SCRIPTS.get(version);
    }

    /** The statements of a script. */
    public static String text(String script) throws IOException {
        try (InputStream in = StoreScripts.class.getResourceAsStream("/stores/" + script + ".sql")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
