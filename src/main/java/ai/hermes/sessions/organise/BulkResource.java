package ai.hermes.sessions.organise;

import ai.hermes.sessions.caller.CallerProfile;
import ai.hermes.sessions.caller.Needs;
import ai.hermes.sessions.caller.Role;
import ai.hermes.sessions.wire.JsonBody;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** What people do to many conversations at once. */
@Path("/api/sessions/bulk")
@Consumes(MediaType.WILDCARD)
@Needs(Role.ORGANISE)
public class BulkResource {

    private final BulkRepository sessions;
    private final JsonBody.Reader bodies;
    private final CallerProfile caller;

    @Inject
    BulkResource(BulkRepository sessions, JsonBody.Reader bodies, CallerProfile caller) {
        this.sessions = sessions;
        this.bodies = bodies;
        this.caller = caller;
    }

    /** Does something to conversations of the caller's profile, in one transaction. */
    @POST
    @Operation(
            summary =
                    "Change many conversations: action, ids or query, dry_run?, and project_id or tags for some actions",
            description = "action is one of pin, unpin, archive, unarchive, hide, unhide, move, tag, untag, trash,"
                    + " restore, read, unread. query has the filters of the list as members.")
    @APIResponse(responseCode = "200", description = "What came of it for each; refusals are told there")
    @APIResponse(responseCode = "400", description = "Something is missing in the body, or makes no sense")
    @APIResponse(responseCode = "404", description = "The profile has no such project")
    @APIResponse(responseCode = "413", description = "These are more than can be changed at once")
    @APIResponse(responseCode = "503", description = "It cannot be kept now, or the store was never read")
    public BulkAnswer bulk(byte[] body) {
        return sessions.change(caller.profile(), bodies.read(body));
    }
}
