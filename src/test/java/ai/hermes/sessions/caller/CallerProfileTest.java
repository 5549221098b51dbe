package ai.hermes.sessions.caller;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hermes.sessions.store.Profile;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallerProfileTest {

    private static final Profile WORK = new Profile("work");

    @Test
    void theCookieNamesTheProfile() {
        // when
        Profile profile = CallerProfile.chosen(Optional.of("work"), WORK::equals, Visible.ALL);

        // then
        assertThat(profile).isEqualTo(WORK);
    }

    @Test
    void withoutACookieItIsTheDefaultProfile() {
        // when
        Profile profile = CallerProfile.chosen(Optional.empty(), WORK::equals, Visible.ALL);

        // then
        assertThat(profile).isEqualTo(Profile.DEFAULT);
    }

    @Test
    void aProfileThatTheHomeDoesNotHaveIsIgnored() {
        // when
        Profile profile = CallerProfile.chosen(Optional.of("gone"), WORK::equals, Visible.ALL);

        // then
        assertThat(profile).isEqualTo(Profile.DEFAULT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../work", "Work", "work/..", "-work", "\"work\"", "wörk"})
    void aValueThatNoProfileCanHaveIsIgnored(String value) {
        // when
        Profile profile = CallerProfile.chosen(Optional.of(value), any -> true, Visible.ALL);

        // then
        assertThat(profile).isEqualTo(Profile.DEFAULT);
    }

    @Test
    void aProfileThatMayNotBeSeenIsIgnored() {
        // when
        Profile profile = CallerProfile.chosen(Optional.of("other"), any -> true, Visible.only(List.of(WORK)));

        // then
        assertThat(profile).isEqualTo(WORK);
    }

    @Test
    void whoMayNotSeeTheDefaultProfileSpeaksForTheFirstOfTheirsThatIsThere() {
        // given
        Visible visible = Visible.only(List.of(WORK, new Profile("alpha"), new Profile("zeta")));

        // when
        Profile profile = CallerProfile.chosen(Optional.empty(), it -> it.name().compareTo("b") > 0, visible);

        // then
        assertThat(profile).isEqualTo(WORK);
    }
}
