package ai.hermes.sessions.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.hermes.sessions.caller.Caller;
import ai.hermes.sessions.caller.Role;
import ai.hermes.sessions.caller.Visible;
import ai.hermes.sessions.preflight.StartupFinding;
import ai.hermes.sessions.store.Profile;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OidcClaimsTest {

    private static final Map<String, String> RULES = Map.of(
            "hermes.oidc.enabled", "true",
            "hermes.oidc.role-claim", "realm_access.roles",
            "hermes.oidc.read", "viewer",
            "hermes.oidc.admin", "owner",
            "hermes.oidc.profile-claim", "teams",
            "hermes.oidc.profiles.a", "work,home",
            "hermes.oidc.profiles.b", "*");

    private static Caller caller(String claims) throws JsonProcessingException {
        return new OidcClaims(Access.oidc(RULES)).caller(new ObjectMapper().readTree(claims.replace('\'', '"')));
    }

    @Test
    void rolesInsideAnObjectAndTeamsInAListAreUnderstood() throws JsonProcessingException {
        // when
        Caller caller =
                caller("{'sub': '9', 'name': 'Ada', 'realm_access': {'roles': ['x', 'viewer']}, 'teams': ['a', 'z']}");

        // then
        assertThat(caller.name()).isEqualTo("oidc:9 Ada");
        assertThat(caller.role()).isEqualTo(Role.READ);
        assertThat(caller.visible()).isEqualTo(Visible.only(List.of(new Profile("work"), new Profile("home"))));
    }

    @Test
    void theHighestRoleAndAllProfilesCount() throws JsonProcessingException {
        // when
        Caller caller = caller("{'sub': '7', 'realm_access': {'roles': ['viewer', 'owner']}, 'teams': ['a', 'b']}");

        // then
        assertThat(caller).isEqualTo(new Caller("oidc:7", Role.ADMIN, Visible.ALL, java.util.Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'teams': ['a']} | no role",
                "{'realm_access': {'roles': 'other'}, 'teams': ['a']} | no role",
                "{'realm_access': {'roles': 'owner'}} | no profile",
                "{'realm_access': {'roles': 'owner'}, 'teams': ['*', 'work']} | no profile"
            })
    void whomNoRuleLetsInIsRefused(String claims, String why) {
        assertThatThrownBy(() -> caller(claims)).hasMessageContaining(why);
    }

    @Test
    void aProviderWithoutRulesRefusesToStart() {
        assertThat(new OidcClaims(Access.oidc(Map.of("hermes.oidc.enabled", "true"))).findings())
                .extracting(StartupFinding::property)
                .containsExactly("hermes.oidc.read");
    }
}
