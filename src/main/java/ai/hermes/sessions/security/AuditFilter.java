package ai.hermes.sessions.security;

import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.IOException;

/** Shows the {@link AuditTrail} the bodies of requests when they are read, and what was made. */
@Provider
public class AuditFilter implements ReaderInterceptor, ContainerResponseFilter {

    /** Filters are made while the service is built, before there is anything to write to. */
    private final Instance<AuditTrail> trail;

    private final RoutingContext request;

    @Inject
    AuditFilter(Instance<AuditTrail> trail, RoutingContext request) {
        this.trail = trail;
        this.request = request;
    }

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        Object body = context.proceed();
        if (body instanceof byte[] bytes) {
            trail.get().asked(request, bytes);
        }
        return body;
    }

    @Override
    public void filter(ContainerRequestContext asked, ContainerResponseContext answer) {
        trail.get().answered(request, answer.getEntity());
    }
}
