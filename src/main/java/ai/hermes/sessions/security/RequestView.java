package ai.hermes.sessions.security;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A request as the filters look at it. */
record RequestView(RoutingContext context) {

    private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
    /** A test holds it against the document of the interface. */
    private static final Pattern STREAM = Pattern.compile(".*/(events|stream|sse|mcp)/?");

    HttpServerRequest request() {
        return context.request();
    }

    /** All values of a header. */
    List<String> header(CharSequence name) {
        return request().headers().getAll(name);
    }

    /**
     * Each name under which the service is called by this request: the values of the header {@code Host}, or the
     * authority of HTTP/2.
     */
    List<String> calledAs() {
        return request().version() == HttpVersion.HTTP_2
                ? Stream.ofNullable(request().authority())
                        .map(HostAndPort::toString)
                        .toList()
                : header(HttpHeaders.HOST);
    }

    /** The authority in the request's target, where it is in absolute form. */
    Optional<String> target() {
        String uri = request().uri();
        int start = uri.indexOf("://");
        if (uri.startsWith("/") || start < 0) {
            return Optional.empty();
        }
        String rest = uri.substring(start + 3);
        return Optional.of(rest.split("[/?#]", 2)[0]);
    }

    /** The host that is called, where it is told once and well. */
    Optional<Authority> host() {
        List<String> names = calledAs();
        return names.size() == 1 ? Authority.parse(names.get(0)) : Optional.empty();
    }

    /** The address of ours that the connection arrived at; empty where it has none. */
    String arrivedAt() {
        return Optional.ofNullable(request().localAddress())
                .map(SocketAddress::hostAddress)
                .orElse("");
    }

    /** Whether it may change something. */
    boolean changes() {
        return !SAFE.contains(request().method());
    }

    /** Whether it is for what goes on without an end. What is not plainly written may be. */
    boolean streams() {
        String path = plainPath();
        return path.isEmpty()
                || STREAM.matcher(path).matches()
                || header(HttpHeaders.ACCEPT).stream().anyMatch(it -> it.contains("text/event-stream"));
    }

    boolean reads() {
        return request().method() == HttpMethod.GET || request().method() == HttpMethod.HEAD;
    }

    /**
     * The path, where it is written plainly; empty otherwise. Exemptions lean on this alone, so that no spelling can be
     * one path for a filter and another one for a resource.
     */
    String plainPath() {
        String path = Optional.ofNullable(request().path()).orElse("");
        boolean plain = path.equals(context.normalizedPath()) && path.indexOf('%') < 0 && path.indexOf(';') < 0;
        return plain ? path : "";
    }
}
