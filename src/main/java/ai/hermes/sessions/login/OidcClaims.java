package ai.hermes.sessions.login;

import ai.hermes.sessions.caller.Caller;
import ai.hermes.sessions.caller.Role;
import ai.hermes.sessions.caller.Visible;
import ai.hermes.sessions.preflight.StartupCheck;
import ai.hermes.sessions.preflight.StartupFinding;
import ai.hermes.sessions.store.Profile;
import ai.hermes.sessions.wire.ApiException;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes a caller of what a provider of identities says of somebody. Whom no rule lets in is refused. */
@Singleton
final class OidcClaims implements StartupCheck {

    private static final String ALL = "*";

    private final OidcConfig config;

    @Inject
    OidcClaims(OidcConfig config) {
        this.config = config;
    }

    @Override
    public List<StartupFinding> findings() {
        if (!config.enabled()) {
            return List.of();
        }
        boolean nobody = Stream.of(config.read(), config.organise(), config.admin())
                .allMatch(it -> it.filter(values -> !values.isEmpty()).isEmpty());
        return nobody || config.profiles().isEmpty()
                ? List.of(StartupFinding.error(
                        nobody ? "hermes.oidc.read" : "hermes.oidc.profiles",
                        "Nobody whom the provider knows could come in.",
                        "Say which values of the claims give a role (hermes.oidc.read, .organise, .admin) and which"
                                + " open profiles (hermes.oidc.profiles.VALUE=PROFILE)."))
                : List.of();
    }

    /**
     * The caller of these claims.
     *
     * @throws ApiException 403 if they give no role, or open no profile
     */
    Caller caller(JsonNode claims) {
        Role role = role(values(claims, config.roleClaim())).orElseThrow(() -> refused("no_role", "no role"));
        Visible visible = visible(values(claims, config.profileClaim()));
        if (visible.only().filter(Set::isEmpty).isPresent()) {
            throw refused("no_profile", "no profile");
        }
        String name = Stream.of(config.nameClaim(), "email")
                .map(it -> claims.path(it).asText(""))
                .filter(it -> !it.isEmpty())
                .findFirst()
                .map(it -> " " + it)
                .orElse("");
        // People choose their names, and may choose one of somebody else; the subject is the provider's and stays.
        String subject = claims.path("sub").asText("");
        return new Caller("oidc:" + subject + name, role, visible, Optional.empty());
    }

    private Optional<Role> role(Set<String> values) {
        return Stream.of(
                        Map.entry(Role.ADMIN, config.admin()),
                        Map.entry(Role.ORGANISE, config.organise()),
                        Map.entry(Role.READ, config.read()))
                .filter(it -> it.getValue()
                        .filter(given -> given.stream().anyMatch(values::contains))
                        .isPresent())
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private Visible visible(Set<String> values) {
        Set<String> names = values.stream()
                .map(config.profiles()::get)
                .filter(Objects::nonNull)
                .flatMap(Set::stream)
                .collect(Collectors.toSet());
        return names.contains(ALL)
                ? Visible.ALL
                : Visible.only(
                        names.stream().flatMap(it -> Profile.named(it).stream()).toList());
    }

    private static Set<String> values(JsonNode claims, String name) {
        JsonNode claim = claims.path(name);
        if (claim.isMissingNode()) {
            claim = claims.at("/" + name.replace('.', '/'));
        }
        Set<String> values = new HashSet<>();
        if (claim.isTextual()) {
            values.add(claim.asText());
        }
        claim.forEach(it -> {
            if (it.isTextual()) {
                values.add(it.asText());
            }
        });
        return values;
    }

    private static ApiException refused(String code, String what) {
        return new ApiException(
                403, code, "Your account has no access here: the provider's claims give " + what, Map.of());
    }
}
