package ai.hermes.sessions.login;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** How callers prove that they may use the service. */
@ConfigMapping(prefix = "hermes.auth")
public interface AuthConfig {

    /**
     * A token that callers send as {@code Authorization: Bearer}: 16 characters or more, without blanks. Whoever has it
     * may do all. Without it, a password, a token of the role admin or a provider of identities everybody who can reach
     * the port may do all, so the service then listens on this machine only.
     */
    Optional<String> token();

    /** A file that holds the token, in place of {@code hermes.auth.token}. Read once, at the start. */
    Optional<Path> tokenFile();

    /**
     * The hash of the password that people log in with, as bcrypt writes it ({@code $2b$12$...}); the command
     * {@code hash-password} makes one. While it is set, the password cannot be changed in the page.
     */
    Optional<String> passwordHash();

    /** The password itself, in place of its hash: the variable {@code HERMES_WEBUI_PASSWORD} or this. */
    @WithDefault("${HERMES_WEBUI_PASSWORD:}")
    Optional<String> password();

    /** The cookie of a login: the variable {@code HERMES_WEBUI_COOKIE_NAME} or this. */
    @WithDefault("${HERMES_WEBUI_COOKIE_NAME:hermes_session}")
    String cookie();

    /**
     * Whether browsers send the cookie over TLS only, also where this service does not see that it is TLS: the variable
     * {@code HERMES_WEBUI_SECURE} or this. Over a connection that is known to be TLS it is so in any case.
     */
    @WithDefault("${HERMES_WEBUI_SECURE:false}")
    boolean secureCookie();

    /** How long a login lasts at most: the variable {@code HERMES_WEBUI_SESSION_TTL}, in seconds, or this. */
    @WithDefault("${HERMES_WEBUI_SESSION_TTL:30D}")
    Duration loginLength();

    /** How long a login lasts without a request. */
    @WithDefault("7D")
    Duration loginIdle();

    /** How many logins there are at a time; a further one ends the one that was unused for longest. */
    @WithDefault("500")
    int maxLogins();

    /** How many tokens can be made. */
    @WithDefault("200")
    int maxTokens();

    /** Failed logins, and requests with wrong tokens, from one address in a minute; further ones are refused. */
    @WithDefault("5")
    int maxFailures();

    /**
     * The same from all addresses together. Past it, only addresses from which somebody came in before are heard, so
     * that who guesses from many does not lock people out.
     */
    @WithDefault("100")
    int maxTotalFailures();

    /** How many entries the record of who did what keeps. */
    @WithDefault("20000")
    int auditEntries();

    /**
     * Lets the service listen beyond this machine although nothing protects it: everybody who can reach the port can
     * read, change and delete all sessions. For networks that are a lock of their own.
     */
    @WithDefault("false")
    boolean unsafeOpenToNetwork();
}
