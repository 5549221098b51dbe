package ai.hermes.sessions.login;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a request shows in its header {@code Authorization}. */
public final class Bearer {

    private static final Pattern FORM = Pattern.compile("(?i:bearer) +([\\x21-\\x7e]+) *");

    private Bearer() {}

    /** A token's digest, by which it can be remembered without being kept. */
    public static String digest(String token) {
        return Secrets.hex(Secrets.digest(token));
    }

    /**
     * The token; empty where there is none, or something else. Of two headers one could be somebody else's: neither
     * counts.
     *
     * @param authorization all values of the header
     */
    public static Optional<String> in(List<String> authorization) {
        if (authorization.size() != 1) {
            return Optional.empty();
        }
        Matcher form = FORM.matcher(authorization.get(0));
        return form.matches() ? Optional.of(form.group(1)) : Optional.empty();
    }
}
