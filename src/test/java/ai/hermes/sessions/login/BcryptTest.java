package ai.hermes.sessions.login;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BcryptTest {

    /** As {@code htpasswd -nbB} writes it, of "correct horse battery". */
    private static final String OF_APACHE = "$2y$05$M09Jkz0eWLUAnuG31ygvDuMeiGmxqS0jXWcV8JUvBJZzJ5A5vQO4K";

    @Test
    void aPasswordFitsItsHashAndNoOther() {
        // when
        String hash = Bcrypt.hash("correct horse battery");

        // then
        assertThat(Bcrypt.wellFormed(hash)).isTrue();
        assertThat(Bcrypt.fits("correct horse battery", hash)).isTrue();
        assertThat(Bcrypt.fits("correct horse batterY", hash)).isFalse();
    }

    @Test
    void hashesOfOtherToolsAreUnderstood() {
        assertThat(Bcrypt.wellFormed(OF_APACHE)).isTrue();
        assertThat(Bcrypt.fits("a wrong one", OF_APACHE)).isFalse();
    }

    @Test
    void whatIsLongerThanBcryptReadsIsRefusedRatherThanCut() {
        // given
        String longest = "x".repeat(72);
        String hash = Bcrypt.hash(longest);

        // then
        assertThat(Bcrypt.takes(longest)).isTrue();
        assertThat(Bcrypt.takes(longest + "y")).isFalse();
        assertThat(Bcrypt.fits(longest, hash)).isTrue();
        assertThat(Bcrypt.fits(longest + "y", hash)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "elevenchars", "äöüäöüäöüäö"})
    void aShortPasswordIsNotTaken(String password) {
        assertThat(Bcrypt.takes(password)).isFalse();
    }
}
