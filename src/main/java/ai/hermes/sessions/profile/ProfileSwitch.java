package ai.hermes.sessions.profile;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;

/**
 * The answer to a switch.
 *
 * @param active the profile that requests with the cookie speak for from now on
 * @param now the same, with what is known of it
 * @param profiles all profiles
 */
record ProfileSwitch(
        boolean ok, String active, @JsonUnwrapped ActiveProfile now, List<ProfileRow> profiles) {}
