package ai.hermes.sessions.agent;

import ai.hermes.sessions.caller.CallerProfile;
import ai.hermes.sessions.caller.ClientAddress;
import ai.hermes.sessions.caller.Needs;
import ai.hermes.sessions.caller.Role;
import ai.hermes.sessions.wire.JsonBody;
import ai.hermes.sessions.wire.QueryValues;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Empties the trash for good, by the agent. */
@Path("/api/trash/purge")
@Consumes(MediaType.WILDCARD)
@APIResponse(responseCode = "501", description = "No API server of the agent is configured, or it has no such calls")
@APIResponse(responseCode = "502", description = "The agent refuses the key")
@APIResponse(responseCode = "503", description = "The agent does not answer, or the store cannot be read")
@Needs(Role.ADMIN)
public class TrashPurgeResource {

    private static final int DEFAULT_LIMIT = 25;
    private static final int MAX_LIMIT = 100;

    private final PurgeRepository purges;
    private final JsonBody.Reader bodies;
    private final CallerProfile caller;
    private final RoutingContext request;

    @Inject
    TrashPurgeResource(PurgeRepository purges, JsonBody.Reader bodies, CallerProfile caller, RoutingContext request) {
        this.purges = purges;
        this.bodies = bodies;
        this.caller = caller;
        this.request = request;
    }

    /** Deletes conversations of the trash for good, a bounded number of them with each call. */
    @POST
    @Operation(summary = "Delete what is in the trash for good: dry_run (false), limit (25, most 100), cursor?")
    @APIResponse(responseCode = "200", description = "A result for each conversation of this step")
    public PurgeStep purgeTrash(byte[] body) {
        JsonBody members = bodies.read(body);
        int limit = QueryValues.number(members.text("limit"), MAX_LIMIT).orElse(DEFAULT_LIMIT);
        return purges.purgeTrash(
                caller.profile(),
                members.text("cursor").filter(it -> !it.isEmpty()),
                Math.max(1, limit),
                members.flag("dry_run", false),
                ClientAddress.of(request));
    }
}
