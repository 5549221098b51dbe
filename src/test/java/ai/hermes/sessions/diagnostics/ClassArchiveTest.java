package ai.hermes.sessions.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClassArchiveTest {

    @ParameterizedTest
    @CsvSource({
        "SharedArchiveFile, 'mixed mode, sharing', The class archive /a is used.",
        "AOTCache, 'mixed mode, sharing', The class archive /a is used.",
        "AOTCache, 'mixed mode', 'The class archive /a is not used, since it fits another Java or other files; train makes a new one.'",
        "None, 'mixed mode, sharing', No class archive is used."
    })
    void itTellsWhetherTheArchiveThatWasGivenIsUsed(String option, String modes, String sentence) {
        // given
        Map<String, String> options = Map.of(option, "/a");

        // when
        ClassArchive archive = new ClassArchive(name -> Optional.ofNullable(options.get(name)), modes);

        // then
        assertThat(archive.sentence()).isEqualTo(sentence);
    }
}
