package ai.hermes.sessions.agent;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.util.Optional;

/** Who asked, for the log. */
final class Caller {

    private Caller() {}

    /** The address that a request came from. */
    static String of(HttpServerRequest request) {
        return Optional.ofNullable(request.remoteAddress())
                .map(SocketAddress::hostAddress)
                .orElse("unknown");
    }
}
