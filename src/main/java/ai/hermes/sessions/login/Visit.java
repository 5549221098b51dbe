package ai.hermes.sessions.login;

import ai.hermes.sessions.caller.ClientAddress;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/**
 * A request, as far as it matters for coming in.
 *
 * @param address of the client; of the nearest proxy that is not trusted, where there is one
 * @param login the value of the login's cookie
 * @param secure whether it came over TLS
 */
public record Visit(String address, Optional<String> login, boolean secure) {

    /** @param cookie the name of the login's cookie */
    public static Visit of(RoutingContext context, String cookie) {
        HttpServerRequest request = context.request();
        return new Visit(
                ClientAddress.of(context),
                Optional.ofNullable(request.getCookie(cookie)).map(Cookie::getValue),
                "https".equals(request.scheme()));
    }
}
