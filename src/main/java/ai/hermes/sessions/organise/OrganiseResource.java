package ai.hermes.sessions.organise;

import ai.hermes.sessions.caller.CallerProfile;
import ai.hermes.sessions.caller.Needs;
import ai.hermes.sessions.caller.Role;
import ai.hermes.sessions.wire.ApiException;
import ai.hermes.sessions.wire.JsonBody;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** What people do to a conversation. The agent's store is not touched by it. */
@Path("/api/session")
@Consumes(MediaType.WILDCARD)
@APIResponse(responseCode = "200", description = "It is done; the row as it is now")
@APIResponse(responseCode = "400", description = "Something is missing in the body, or may not be done")
@APIResponse(responseCode = "404", description = "The profile has no such session, or no such project")
@APIResponse(responseCode = "503", description = "It cannot be kept now, or the store was never read")
@Needs(Role.ORGANISE)
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

    /** Gives a conversation another title, or its own one back. */
    @POST
    @Path("/rename")
    @Operation(summary = "Rename a conversation: session_id, title; or reset (flag) for the agent's own title")
    public Organised rename(byte[] body) {
        JsonBody members = bodies.read(body);
        if (members.flag("reset", false)) {
            members.require("session_id");
            return sessions.rename(caller.profile(), id(members), Optional.empty());
        }
        members.require("session_id", "title");
        return sessions.rename(caller.profile(), id(members), members.text("title"));
    }

    /** Takes a conversation out of all lists, or back. */
    @POST
    @Path("/hide")
    @Operation(summary = "Hide a conversation: session_id, hidden (true if not given)")
    public Organised hide(byte[] body) {
        JsonBody members = bodies.read(body);
        members.require("session_id");
        return sessions.hide(caller.profile(), id(members), members.flag("hidden", true));
    }

    /** Marks a conversation as unread, or as read up to now. */
    @POST
    @Path("/unread")
    @Operation(summary = "Mark a conversation as unread: session_id, unread (true if not given)")
    public Organised unread(byte[] body) {
        JsonBody members = bodies.read(body);
        members.require("session_id");
        return sessions.unread(caller.profile(), id(members), members.flag("unread", true));
    }

    /** Changes the tags of a conversation. */
    @POST
    @Path("/tag")
    @Operation(summary = "Tag a conversation: session_id, and set, or add and remove (lists of tags)")
    public Organised tag(byte[] body) {
        JsonBody members = bodies.read(body);
        members.require("session_id");
        return sessions.tag(caller.profile(), id(members), members);
    }

    /** Notes something about a conversation. */
    @POST
    @Path("/note")
    @Operation(summary = "Note something about a conversation: session_id, note (null or blank for none)")
    public Organised note(byte[] body) {
        JsonBody members = bodies.read(body);
        members.require("session_id");
        if (!members.has("note")) {
            throw ApiException.badRequest("Missing required field(s): note");
        }
        return sessions.note(caller.profile(), id(members), members.text("note").orElse(""));
    }

    /** Moves a conversation to the trash. */
    @POST
    @Path("/delete")
    @Operation(summary = "Move a conversation to the trash: session_id. One that is not there is no error")
    public Organised.Trashed delete(byte[] body) {
        return sessions.trash(caller.profile(), caller.visible(), id(bodies.read(body)));
    }

    /** Takes a conversation out of the trash. */
    @POST
    @Path("/restore")
    @Operation(summary = "Take a conversation out of the trash: session_id")
    public Organised restore(byte[] body) {
        JsonBody members = bodies.read(body);
        members.require("session_id");
        return sessions.restore(caller.profile(), id(members));
    }

    private static String id(JsonBody members) {
        return members.text("session_id").orElse("");
    }
}
