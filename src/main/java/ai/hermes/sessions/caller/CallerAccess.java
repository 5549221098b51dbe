package ai.hermes.sessions.caller;

import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/**
 * Who calls with the request at hand, and what it may see. What needs a role is refused before a resource is asked;
 * this is for those that answer everybody, but not everybody everything.
 */
@RequestScoped
public class CallerAccess {

    private static final String CALLER = CallerAccess.class.getName();

    private final Caller caller;

    @Inject
    CallerAccess(RoutingContext context) {
        this.caller = of(context);
    }

    /** Who calls. */
    public Caller caller() {
        return caller;
    }

    /**
     * Whether the caller may know of the whole service: it may see all profiles. Others get states, and no details that
     * tell about the machine or what is kept on it.
     */
    public boolean trusted() {
        return caller.known() && caller.visible().all();
    }

    /** Which profiles the caller may see. */
    public Visible visible() {
        return caller.visible();
    }

    /** Says who calls. For the filter that found it out, and for nobody else. */
    public static void admit(RoutingContext context, Caller caller) {
        context.put(CALLER, caller);
    }

    /** Who calls, for what is no resource. */
    public static Caller of(RoutingContext context) {
        return Optional.<Caller>ofNullable(context.get(CALLER)).orElse(Caller.ANYONE);
    }
}
