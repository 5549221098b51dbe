package ai.hermes.sessions.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Texts that try to run something where they are shown. */
final class HostileTexts {

    private static final String FILE = "/hostile-texts.txt";

    private HostileTexts() {}

    static List<String> all() {
        try (InputStream in = HostileTexts.class.getResourceAsStream(FILE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(it -> !it.isBlank() && !it.startsWith("# T"))
                    .map(it -> it.replace("\\n", "\n"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
