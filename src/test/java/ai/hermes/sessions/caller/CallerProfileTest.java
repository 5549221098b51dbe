package ai.hermes.sessions.caller;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hermes.sessions.store.Profile;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallerProfileTest {

    private static final Profile WORK = new Profile("work");

    @Test
    void theCookieNamesTheProfile() {
        // when
        Profile profile = CallerProfile.chosen(Optional.of("work"), WORK::equals);

        // then
        assertThat(profile).isEqualTo(WORK);
    }

    @Test
    void withoutACookieItIsTheDefaultProfile() {
        // when
        Profile profile = CallerProfile.chosen(Optional.empty(), WORK::equals);

        // then
        assertThat(profile).isEqualTo(Profile.DEFAULT);
    }

    @Test
    void aProfileThatTheHomeDoesNotHaveIsIgnored() {
        // when
        Profile profile = CallerProfile.chosen(Optional.of("gone"), WORK::equals);

        // then
        assertThat(profile).isEqualTo(Profile.DEFAULT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../work", "Work", "work/..", "-work", "\"work\"", "wörk"})
    void aValueThatNoProfileCanHaveIsIgnored(String value) {
        // when
        Profile profile = CallerProfile.chosen(Optional.of(value), any -> true);

        // then
        assertThat(profile).isEqualTo(Profile.DEFAULT);
    }
}
