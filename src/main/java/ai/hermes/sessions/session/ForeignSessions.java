package ai.hermes.sessions.session;

import ai.hermes.sessions.caller.CallerProfile;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Lets no request get at a session of another profile by naming it in its query. What comes in a body is looked for in
 * the caller's profile alone.
 */
final class ForeignSessions {

    /** These tell whose session it is, or bring it over. */
    private static final Set<String> EXEMPT = Set.of(
            "/api/session",
            "/api/sessions/explain",
            "/api/session/import",
            "/api/session/import_cli",
            "/api/chat/start");

    private final SessionFinder sessions;
    private final CallerProfile caller;

    @Inject
    ForeignSessions(SessionFinder sessions, CallerProfile caller) {
        this.sessions = sessions;
        this.caller = caller;
    }

    @ServerRequestFilter
    void check(ContainerRequestContext request) {
        String path = request.getUriInfo().getPath();
        String id = request.getUriInfo().getQueryParameters().getFirst("session_id");
        if (id != null
                && path.startsWith("/api/")
                && !EXEMPT.contains(path)
                && sessions.foreign(caller.profile(), caller.visible(), id)) {
            throw SessionFinder.notFound();
        }
    }
}
