package ai.hermes.sessions.shipped;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A Dockerfile, as far as ours goes. */
record Dockerfile(List<Instruction> instructions) {

    /**
     * One instruction.
     *
     * @param name in capitals
     * @param rest all after it, in one line
     */
    record Instruction(String name, String rest) {}

    static Dockerfile read(Path file) {
        try {
            List<Instruction> instructions = new ArrayList<>();
            String text = Files.readString(file).replaceAll("(?m)^#.*\\n", "").replaceAll("\\\\\\n\\s*", "");
            text.lines().filter(line -> !line.isBlank()).forEach(line -> {
                String[] parts = line.split("\\s+", 2);
                instructions.add(new Instruction(parts[0], parts[1]));
            });
            return new Dockerfile(instructions);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What stands after each instruction of a name. */
    List<String> all(String name) {
        return instructions.stream()
                .filter(it -> it.name().equals(name))
                .map(Instruction::rest)
                .toList();
    }
}
