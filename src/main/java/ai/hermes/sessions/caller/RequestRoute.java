package ai.hermes.sessions.caller;

import ai.hermes.sessions.lease.Route;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ResourceInfo;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * Puts the route of a request into its context, from where it goes wherever the work for the request goes. The span of
 * the request learns its route only when it ends.
 */
final class RequestRoute {

    private static final String SCOPE = RequestRoute.class.getName();

    private final Map<Method, String> templates = new ConcurrentHashMap<>();

    @ServerRequestFilter
    void enter(ContainerRequestContext request, ResourceInfo resource) {
        String template = templates.computeIfAbsent(resource.getResourceMethod(), RequestRoute::template);
        request.setProperty(SCOPE, Route.in(Context.current(), template).makeCurrent());
    }

    @ServerResponseFilter
    void leave(ContainerRequestContext request, ContainerResponseContext response) {
        if (request.getProperty(SCOPE) instanceof Scope scope) {
            scope.close();
        }
    }

    private static String template(Method method) {
        return ("/" + path(method.getDeclaringClass()) + "/" + path(method))
                .replaceAll("/+", "/")
                .replaceAll("(?<=.)/$", "");
    }

    private static String path(AnnotatedElement element) {
        Path path = element.getAnnotation(Path.class);
        return path == null ? "" : path.value();
    }
}
