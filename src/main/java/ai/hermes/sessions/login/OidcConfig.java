package ai.hermes.sessions.login;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whom a provider of identities (OpenID Connect) lets in. Where it is and how it is asked is said by the properties of
 * Quarkus: {@code quarkus.oidc.auth-server-url}, {@code .client-id}, {@code .credentials.secret}.
 */
@ConfigMapping(prefix = "hermes.oidc")
public interface OidcConfig {

    /** What logins by a provider were made with. */
    String ORIGIN = "oidc";

    /** Whether people log in at the provider, and its tokens are accepted. */
    @WithDefault("false")
    boolean enabled();

    /** The claim that tells the role: a text or a list of texts; a dot leads into an object. */
    @WithDefault("groups")
    String roleClaim();

    /** The values of that claim with which one may look. */
    Optional<Set<String>> read();

    /** The values with which one may organise as well. */
    Optional<Set<String>> organise();

    /** The values with which one may do all. */
    Optional<Set<String>> admin();

    /** The claim that tells the profiles, in the same forms. */
    @WithDefault("groups")
    String profileClaim();

    /**
     * For a value of that claim the profiles that it opens, parted by commas; {@code *} for all. Values that are not
     * here open nothing.
     */
    Map<String, Set<String>> profiles();

    /** The claim by which people are called in the record of who did what. */
    @WithDefault("name")
    String nameClaim();
}
