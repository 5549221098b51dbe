package ai.hermes.sessions.caller;

import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;

/**
 * What the caller of the request at hand may see. Almost every path is refused to callers without the token, before a
 * resource is asked; this is for the few that answer everybody, but not everybody everything.
 */
@RequestScoped
public class CallerAccess {

    private static final String TRUSTED = CallerAccess.class.getName();

    private final boolean trusted;

    @Inject
    CallerAccess(RoutingContext context) {
        this.trusted = Boolean.TRUE.equals(context.get(TRUSTED));
    }

    /**
     * Whether the caller may see all: it showed the token, or none is configured. Others get states, and no details
     * that tell about the machine or what is kept on it.
     */
    public boolean trusted() {
        return trusted;
    }

    /** Marks the caller of a request as trusted. For the filter that checks the token, and for nobody else. */
    public static void trust(RoutingContext context) {
        context.put(TRUSTED, Boolean.TRUE);
    }
}
