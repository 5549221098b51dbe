package ai.hermes.sessions.security;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a page came from: the value of the header {@code Origin}, or the beginning of a URL.
 *
 * @param scheme in lower case
 * @param host the host
 * @param port the port, the usual one of the scheme where none is given; -1 where the scheme has none
 */
record Origin(String scheme, String host, int port) {

    private static final Pattern FORM = Pattern.compile("([a-zA-Z][a-zA-Z0-9+.-]*)://([^/?#]+)(?:[/?#].*)?");

    /** Reads an origin or a URL; empty for anything else, such as the origin {@code null} of a sandboxed page. */
    static Optional<Origin> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        String scheme = form.group(1).toLowerCase(Locale.ROOT);
        return Authority.parse(form.group(2))
                .map(authority -> new Origin(scheme, authority.host(), authority.portOr(usualPort(scheme))));
    }

    /**
     * Whether a page of this origin calls its own server when it calls that host. The scheme on the way to us is not
     * known where a proxy ends TLS, so a missing port means the usual one of the page's scheme.
     */
    boolean isSameAs(Authority called) {
        return usualPort(scheme) > 0 && host.equals(called.host()) && port == called.portOr(usualPort(scheme));
    }

    private static int usualPort(String scheme) {
        return switch (scheme) {
            case "http" -> 80;
            case "https" -> 443;
            default -> -1;
        };
    }
}
