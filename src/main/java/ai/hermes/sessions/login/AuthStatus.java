package ai.hermes.sessions.login;

import ai.hermes.sessions.caller.Caller;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Optional;

/**
 * Which ways in there are, and who calls.
 *
 * @param authEnabled whether one has to come in at all
 * @param loggedIn whether the caller did
 * @param oidcEnabled whether one can at a provider of identities
 * @param passwordAuthEnabled whether one can with a password
 * @param passwordlessEnabled never
 * @param passkeysEnabled never
 * @param passkeysCount 0
 * @param passkeyFeatureFlag never
 * @param authDisabledAcknowledged never
 * @param name who the caller is; absent for nobody
 * @param role what the caller may do; absent for nobody
 * @param profiles which profiles the caller may see; absent for all, and for nobody
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record AuthStatus(
        boolean authEnabled,
        boolean loggedIn,
        boolean oidcEnabled,
        boolean passwordAuthEnabled,
        boolean passwordlessEnabled,
        boolean passkeysEnabled,
        int passkeysCount,
        boolean passkeyFeatureFlag,
        boolean authDisabledAcknowledged,
        Optional<String> name,
        Optional<String> role,
        Optional<List<String>> profiles) {

    static AuthStatus of(boolean open, boolean password, boolean oidc, Caller caller) {
        Optional<Caller> known = Optional.of(caller).filter(Caller::known);
        return new AuthStatus(
                !open,
                !open && caller.known(),
                oidc,
                password,
                false,
                false,
                0,
                false,
                false,
                known.map(Caller::name),
                known.map(it -> it.role().wireName()),
                known.flatMap(it -> it.visible().names()));
    }
}
