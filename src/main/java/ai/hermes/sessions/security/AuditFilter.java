package ai.hermes.sessions.security;

import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerResponseContext;
import java.util.Arrays;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;

/** Tells the {@link AuditTrail} what a resource was asked about: its method got the body, nobody else has it. */
final class AuditFilter {

    private final AuditTrail trail;
    private final RoutingContext request;

    @Inject
    AuditFilter(AuditTrail trail, RoutingContext request) {
        this.trail = trail;
        this.request = request;
    }

    @ServerResponseFilter
    void answered(ContainerResponseContext response) {
        Optional<byte[]> body =
                Optional.ofNullable(CurrentRequestManager.get())
                        .map(ResteasyReactiveRequestContext::getParameters)
                        .stream()
                        .flatMap(Arrays::stream)
                        .filter(byte[].class::isInstance)
                        .map(byte[].class::cast)
                        .findFirst();
        trail.subject(request, body, response.getEntity());
    }
}
