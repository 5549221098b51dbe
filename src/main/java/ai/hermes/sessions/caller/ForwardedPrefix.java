package ai.hermes.sessions.caller;

import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The path that a proxy has the service behind and takes off before it passes a request on, from the header
 * {@code X-Forwarded-Prefix}. It stands in addresses of answers to that request and nowhere else, so whoever makes one
 * up deceives nobody but themselves.
 */
public final class ForwardedPrefix {

    /** The header, on which answers depend. */
    public static final String HEADER = "X-Forwarded-Prefix";

    /** No part is empty: two slashes at the beginning would lead to another host. */
    private static final Pattern PATH = Pattern.compile("(?:/[A-Za-z0-9._~-]{1,64}){1,8}");

    private ForwardedPrefix() {}

    /** Such as {@code /sessions}; empty where there is none, or it is no path. */
    public static String of(HttpServerRequest request) {
        return Optional.ofNullable(request.getHeader(HEADER))
                .map(it -> it.endsWith("/") ? it.substring(0, it.length() - 1) : it)
                .filter(it -> PATH.matcher(it).matches())
                .orElse("");
    }
}
