package ai.hermes.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hermes.sessions.annotation.AccessKeyFile;
import ai.hermes.sessions.annotation.AnnotationParts;
import ai.hermes.sessions.store.Configs;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyCommandsTest {

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private Optional<ExitCode> run(String input, String... arguments) {
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        return new KeyCommands(
                        () -> new AccessKeyFile(folder, Configs.leases(Map.of())),
                        Clock.systemUTC(),
                        new BufferedReader(new StringReader(input)),
                        stream,
                        stream)
                .run(List.of(arguments));
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8).strip();
    }

    @Test
    void aPasswordOnTheInputBecomesAHash() {
        // when
        Optional<ExitCode> code = run("correct horse battery\n", "hash-password");

        // then
        assertThat(code).contains(ExitCode.DONE);
        assertThat(said()).startsWith("$2b$12$").doesNotContain("horse");
    }

    @Test
    void aPasswordThatIsTooShortBecomesNone() {
        assertThat(run("short\n", "hash-password")).contains(ExitCode.DATA);
        assertThat(said()).doesNotContain("$2b$");
    }

    @Test
    void aTokenIsMadeAndToldAndOnlyItsDigestIsKept() {
        // when
        Optional<ExitCode> code = run("", "create-token", "first", "admin", "work");

        // then
        assertThat(code).contains(ExitCode.DONE);
        assertThat(said()).startsWith("hst_").hasSize(47);
        try (AnnotationParts parts = new AnnotationParts(folder)) {
            assertThat(parts.keys().all()).singleElement().satisfies(it -> {
                assertThat(it.name()).isEqualTo("first");
                assertThat(it.role()).isEqualTo("admin");
                assertThat(it.profiles().orElseThrow()).extracting("name").containsExactly("work");
                assertThat(it.digest()).doesNotContain(said());
            });
        }
    }

    @Test
    void aRoleThatThereIsNotMakesNoToken() {
        assertThat(run("", "create-token", "first", "root")).contains(ExitCode.USAGE);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void otherCommandsAreNotItsOwn() {
        assertThat(run("", "backup", "file")).isEmpty();
    }
}
