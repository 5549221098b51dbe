package ai.hermes.sessions.login;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** The page on which people log in. It has no script, so it works wherever a form does. */
@Singleton
final class LoginPage {

    /** Addresses of our own, as the page gives them to itself, and people who type a filter into one. */
    private static final Pattern OWN = Pattern.compile("/(?!/)(?:[A-Za-z0-9/_.~?=&+*:,@!$;-]|%[0-9A-Fa-f]{2})*+");

    private final String page = text("login.html");
    private final String style = text("login.css");

    /**
     * The page.
     *
     * @param ways which ways in are offered
     * @param prefix the path that the service stands behind; empty for none
     * @param problem why the last try failed
     */
    String html(AuthStatus ways, String next, String prefix, Optional<String> problem) {
        return page.replace(
                        "{problem}",
                        problem.map(it -> "<p role=\"alert\">" + it + "</p>").orElse(""))
                .replace("{hint}", ways.passwordAuthEnabled() ? "Password" : "Token")
                .replace(
                        "{provider}",
                        ways.oidcEnabled()
                                ? "<a class=\"other\" href=\"{prefix}/api/auth/oidc/start?next=%s\">Log in with your account</a>"
                                        .formatted(URLEncoder.encode(next, StandardCharsets.UTF_8))
                                : "")
                .replace("{next}", next.replace("&", "&amp;"))
                .replace("{prefix}", prefix);
    }

    String style() {
        return style;
    }

    /** Where to go after the login: an address of this service and no other. */
    static String next(Optional<String> asked) {
        return asked.filter(it -> OWN.matcher(it).matches() && !it.startsWith("/login"))
                .orElse("/");
    }

    private static String text(String name) {
        try (InputStream file = LoginPage.class.getResourceAsStream("/login/" + name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
