package ai.hermes.sessions.organise;

import ai.hermes.sessions.caller.CallerProfile;
import ai.hermes.sessions.caller.Needs;
import ai.hermes.sessions.caller.Role;
import ai.hermes.sessions.wire.JsonBody;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Saved views: queries of conversations with a name. */
@Path("/api/views")
@Consumes(MediaType.WILDCARD)
@Needs(Role.ORGANISE)
public class ViewsResource {

    private final ViewsRepository views;
    private final JsonBody.Reader bodies;
    private final CallerProfile caller;

    @Inject
    ViewsResource(ViewsRepository views, JsonBody.Reader bodies, CallerProfile caller) {
        this.views = views;
        this.bodies = bodies;
        this.caller = caller;
    }

    /** The views of the caller's profile. */
    @GET
    @Needs(Role.READ)
    @Operation(summary = "List saved views")
    @APIResponse(responseCode = "200", description = "The views; GET /api/sessions?view= lists what one means")
    public ViewRow.Page list() {
        return new ViewRow.Page(views.list(caller.profile()));
    }

    /** Saves a view. */
    @POST
    @Path("/create")
    @Operation(summary = "Save a view: name, query (the filters of the list as members)")
    @APIResponse(responseCode = "200", description = "It is saved")
    @APIResponse(responseCode = "400", description = "The name is missing or taken, or the query makes no sense")
    @APIResponse(responseCode = "503", description = "It cannot be kept now")
    public ViewRow.Answer create(byte[] body) {
        return new ViewRow.Answer(true, views.create(caller.profile(), bodies.read(body)));
    }

    /** Gives a view another name, and another query if the body has one. */
    @POST
    @Path("/rename")
    @Operation(summary = "Rename a view: view_id, name, query?")
    @APIResponse(responseCode = "200", description = "It is renamed")
    @APIResponse(responseCode = "400", description = "The name is missing or taken, or the query makes no sense")
    @APIResponse(responseCode = "404", description = "The profile has no such view")
    @APIResponse(responseCode = "503", description = "It cannot be kept now")
    public ViewRow.Answer rename(byte[] body) {
        return new ViewRow.Answer(true, views.rename(caller.profile(), bodies.read(body)));
    }

    /** Puts the views into another order. */
    @POST
    @Path("/reorder")
    @Operation(summary = "Order views: view_ids; those that are not among them follow")
    @APIResponse(responseCode = "200", description = "The views in their new order")
    @APIResponse(responseCode = "400", description = "The ids are missing")
    @APIResponse(responseCode = "404", description = "The profile has no such view")
    @APIResponse(responseCode = "503", description = "It cannot be kept now")
    public ViewRow.Page reorder(byte[] body) {
        return new ViewRow.Page(views.order(caller.profile(), bodies.read(body)));
    }

    /** Removes a view; the conversations stay as they are. */
    @POST
    @Path("/delete")
    @Operation(summary = "Remove a view: view_id")
    @APIResponse(responseCode = "200", description = "It is gone")
    @APIResponse(responseCode = "400", description = "The id is missing")
    @APIResponse(responseCode = "404", description = "The profile has no such view")
    @APIResponse(responseCode = "503", description = "It cannot be kept now")
    public Gone delete(byte[] body) {
        views.delete(caller.profile(), bodies.read(body));
        return new Gone(true);
    }

    /** The answer where nothing is left to show. */
    record Gone(boolean ok) {}
}
