package ai.hermes.sessions.shipped;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hermes.sessions.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What systemd is told. */
class SystemdTest {

    private static final Path FOLDER = Path.of("launchd/systemd");
    private static final String NAME = "hermes-sessions.service";

    @TempDir
    Path folder;

    private static SystemdUnit unit(String kind) {
        return SystemdUnit.read(FOLDER.resolve(kind).resolve(NAME));
    }

    /** It looks for the program as well, which is not installed where the tests run. */
    @ParameterizedTest
    @ValueSource(strings = {"system", "user"})
    void systemdUnderstandsTheUnit(String kind) throws IOException {
        // given
        Path systemd = Tool.SYSTEMD_ANALYZE.require();
        Path copy = folder.resolve(NAME);
        Files.writeString(
                copy,
                Files.readString(FOLDER.resolve(kind).resolve(NAME))
                        .replaceAll("(?m)^ExecStart=\\S+", "ExecStart=/bin/true"));
        List<String> command = new ArrayList<>(List.of(systemd.toString(), "verify", "--recursive-errors=no"));
        if (kind.equals("user")) {
            command.add("--user");
        }
        command.add(copy.toString());

        // when
        Script looked = Script.run(Map.of("XDG_RUNTIME_DIR", folder.toString()), folder, command);

        // then
        assertThat(looked.output()).isEmpty();
        assertThat(looked.code()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"system", "user"})
    void itIsStartedAgainUnlessTheSetUpIsWrong(String kind) {
        // when
        SystemdUnit unit = unit(kind);

        // then
        assertThat(unit.value("Restart")).contains("always");
        assertThat(unit.value("RestartPreventExitStatus")).contains("78");
        assertThat(unit.value("SuccessExitStatus")).contains("143");
    }

    @ParameterizedTest
    @ValueSource(strings = {"system", "user"})
    void itSaysItselfThatItIsReadyAndMakesProgress(String kind) {
        // when
        SystemdUnit unit = unit(kind);

        // then
        assertThat(unit.value("Type")).contains("notify");
        assertThat(unit.value("NotifyAccess")).contains("all");
        assertThat(unit.value("WatchdogSec").map(Integer::valueOf).orElseThrow())
                .isBetween(10, 30);
    }

    @ParameterizedTest
    @ValueSource(strings = {"system", "user"})
    void eachVariableIsOneThatTheServiceUnderstands(String kind) {
        // given
        KnownVariables known = KnownVariables.all();

        // then
        assertThat(unit(kind).environment().keySet())
                .contains("HERMES_WATCHDOG_ENABLED")
                .filteredOn(it -> !it.equals("HERMES_SESSIONS_CACHE"))
                .allSatisfy(it -> assertThat(known.has(it)).as(it).isTrue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"system", "user"})
    void bothAreAsWatchfulAsUnderLaunchd(String kind) {
        // given
        Map<?, ?> launchd =
                (Map<?, ?>) Plist.read(Path.of("launchd/agent.plist")).get("EnvironmentVariables");

        // then
        assertThat(unit(kind).environment()).allSatisfy((name, value) -> {
            if (name.startsWith("HERMES_HEALTH_") || name.startsWith("HERMES_WATCHDOG_")) {
                assertThat(launchd.get(name)).as(name).isEqualTo(value);
            }
        });
    }
}
