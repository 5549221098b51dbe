package ai.hermes.sessions.session;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hermes.sessions.session.ReadyList.Made;
import ai.hermes.sessions.session.ReadyList.Made.Part;
import ai.hermes.sessions.store.Profile;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadyListTest {

    private static Made made(String profile, long revision, boolean masked) {
        return new Made(
                List.of(new Part(Profile.DEFAULT, 7), new Part(new Profile(profile), revision)), List.of(), masked);
    }

    @ParameterizedTest
    @CsvSource({
        "work, 8, true, 10, true",
        "work, 9, true, 10, true",
        "work, 10, true, 10, false",
        "other, 8, true, 10, false",
        "work, 8, false, 10, false",
        "work, 8, true, 20, false"
    })
    void aListThatIsNewerThanWhatWasAskedOfServesAsLongAsItIsRight(
            String profile, long revision, boolean masked, double now, boolean serves) {
        // given
        ReadyList list = new ReadyList(new byte[0], "", 20, made("work", 9, true), Optional.empty());
        // when
        boolean says = list.saysAtLeast(made(profile, revision, masked), now);
        // then
        assertThat(says).isEqualTo(serves);
    }
}
