package ai.hermes.sessions.shipped;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A unit, as systemd reads it, as far as ours go. */
record SystemdUnit(List<String> lines) {

    static SystemdUnit read(Path file) {
        try {
            return new SystemdUnit(Files.readAllLines(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All values of a setting. */
    List<String> all(String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name + "="))
                .map(line -> line.substring(name.length() + 1))
                .toList();
    }

    /** The value of a setting that is there once. */
    Optional<String> value(String name) {
        return all(name).stream().reduce((first, second) -> {
            throw new IllegalStateException(name + " is there twice");
        });
    }

    /** The variables. */
    Map<String, String> environment() {
        Map<String, String> variables = new LinkedHashMap<>();
        all("Environment").stream()
                .flatMap(line -> Arrays.stream(line.split(" ")))
                .map(variable -> variable.split("=", 2))
                .forEach(variable -> variables.put(variable[0], variable[1]));
        return variables;
    }
}
