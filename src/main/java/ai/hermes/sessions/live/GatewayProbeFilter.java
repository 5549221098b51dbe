package ai.hermes.sessions.live;

import ai.hermes.sessions.wire.QueryValues;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Answers those who ask whether there is a stream, at the address of the stream itself. */
final class GatewayProbeFilter {

    private static final String PATH = "/api/sessions/gateway/stream";

    @ServerRequestFilter(preMatching = true)
    Optional<Response> answer(ContainerRequestContext request) {
        boolean asks = request.getMethod().equals("GET")
                && request.getUriInfo().getPath().equals(PATH)
                && QueryValues.flag(Optional.ofNullable(
                        request.getUriInfo().getQueryParameters().getFirst("probe")));
        return asks
                ? Optional.of(Response.ok(GatewayProbe.YES, MediaType.APPLICATION_JSON_TYPE)
                        .build())
                : Optional.empty();
    }
}
