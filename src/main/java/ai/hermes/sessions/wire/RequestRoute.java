package ai.hermes.sessions.wire;

import ai.hermes.sessions.lease.Route;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.vertx.core.Vertx;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Lets all that is done for a request know the template of its route, such as {@code /api/sessions}. */
public class RequestRoute {

    private static final String SCOPE = RequestRoute.class.getName();
    /** Where Quarkus keeps it while a request is answered; for the name of the trace, as well. */
    private static final String TEMPLATE = "UrlPathTemplate";

    @ServerRequestFilter
    public void enter(ContainerRequestContext request) {
        Optional.ofNullable(Vertx.currentContext())
                .map(context -> context.<String>getLocal(TEMPLATE))
                .ifPresent(template -> request.setProperty(
                        SCOPE, Route.in(Context.current(), template).makeCurrent()));
    }

    @ServerResponseFilter
    public void leave(ContainerRequestContext request) {
        if (request.getProperty(SCOPE) instanceof Scope scope) {
            scope.close();
        }
    }
}
