package ai.hermes.sessions.session;

import ai.hermes.sessions.caller.CallerProfile;
import ai.hermes.sessions.wire.JsonBody;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** What people do to a conversation. The agent's store is not touched by it. */
@Path("/api/session")
@Consumes(MediaType.WILDCARD)
@APIResponse(responseCode = "200", description = "It is done; the row as it is now")
@APIResponse(responseCode = "400", description = "Something is missing in the body, or may not be done")
@APIResponse(responseCode = "404", description = "The profile has no such session, or no such project")
@APIResponse(responseCode = "503", description = "It cannot be kept now, or the store was never read")
public class OrganiseResource {

    private final OrganiseRepository sessions;
    private final JsonBody.Reader bodies;
    private final CallerProfile caller;

    @Inject
    OrganiseResource(OrganiseRepository sessions, JsonBody.Reader bodies, CallerProfile caller) {
        this.sessions = sessions;
        this.bodies = bodies;
        this.caller = caller;
    }

    /** Keeps a conversation at hand, or not any more. */
    @POST
    @Path("/pin")
    @Operation(summary = "Pin a conversation: session_id, pinned (true if not given)")
    public Organised pin(byte[] body) {
        JsonBody members = bodies.read(body);
        members.require("session_id");
        return sessions.pin(caller.profile(), id(members), members.flag("pinned", true));
    }

    /** Takes a conversation out of the default list, or back. */
    @POST
    @Path("/archive")
    @Operation(summary = "Archive a conversation: session_id, archived (true if not given)")
    public Organised archive(byte[] body) {
        JsonBody members = bodies.read(body);
        members.require("session_id");
        return sessions.archive(caller.profile(), id(members), members.flag("archived", true));
    }

    /** Puts a conversation into a project, or into none. */
    @POST
    @Path("/move")
    @Operation(summary = "Move a conversation: session_id, project_id (null or empty for none)")
    public Organised move(byte[] body) {
        JsonBody members = bodies.read(body);
        members.require("session_id");
        return sessions.move(
                caller.profile(), id(members), members.text("project_id").filter(it -> !it.isEmpty()));
    }

    /** Gives a conversation another title. */
    @POST
    @Path("/rename")
    @Operation(summary = "Rename a conversation: session_id, title")
    public Organised rename(byte[] body) {
        JsonBody members = bodies.read(body);
        members.require("session_id", "title");
        return sessions.rename(
                caller.profile(), id(members), members.text("title").orElse(""));
    }

    private static String id(JsonBody members) {
        return members.text("session_id").orElse("");
    }
}
