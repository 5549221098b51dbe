package ai.hermes.sessions.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {

    private static ByteRange.Asked asked(String header) {
        return ByteRange.of(Optional.of(header), 100);
    }

    @ParameterizedTest
    @CsvSource({"bytes=0-9, 0, 9", "bytes=90-, 90, 99", "bytes=-10, 90, 99", "bytes=50-999, 50, 99", "bytes=-999, 0, 99"
    })
    void aRangeIsUnderstood(String header, long from, long to) {
        assertThat(asked(header).range()).contains(new ByteRange(from, to));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=-", "bytes=5-1", "bytes=0-1,4-5", "lines=1-2", "bytes=a-b", ""})
    void ofWhatIsNoRangeAllIsGiven(String header) {
        assertThat(asked(header)).isEqualTo(new ByteRange.Asked(Optional.empty(), true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=100-", "bytes=-0"})
    void whatIsNotThereCannotBeGiven(String header) {
        assertThat(asked(header).satisfiable()).isFalse();
    }

    @Test
    void anEmptyFileHasNoRange() {
        assertThat(ByteRange.of(Optional.of("bytes=0-"), 0).satisfiable()).isFalse();
    }
}
