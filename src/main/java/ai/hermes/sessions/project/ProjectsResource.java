package ai.hermes.sessions.project;

import ai.hermes.sessions.caller.CallerProfile;
import ai.hermes.sessions.caller.Needs;
import ai.hermes.sessions.caller.Role;
import ai.hermes.sessions.wire.JsonBody;
import ai.hermes.sessions.wire.QueryValues;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Projects, and their making, renaming, order and removal. */
@Path("/api/projects")
@Consumes(MediaType.WILDCARD)
@Needs(Role.ORGANISE)
public class ProjectsResource {

    private final ProjectRepository projects;
    private final JsonBody.Reader bodies;
    private final CallerProfile caller;

    @Inject
    ProjectsResource(ProjectRepository projects, JsonBody.Reader bodies, CallerProfile caller) {
        this.projects = projects;
        this.bodies = bodies;
        this.caller = caller;
    }

    /** The projects of the caller's profile, or of all. */
    @GET
    @Needs(Role.READ)
    @Operation(summary = "List projects")
    @APIResponse(responseCode = "200", description = "The projects, in their order")
    public ProjectList list(
            @QueryParam("all_profiles") @Parameter(description = "Flag: projects of all profiles")
                    Optional<String> all) {
        return projects.list(caller.profile(), caller.visible(), QueryValues.flag(all));
    }

    /** Makes a project. */
    @POST
    @Path("/create")
    @Operation(summary = "Make a project: name, color?, profile?")
    @APIResponse(responseCode = "200", description = "It is made")
    @APIResponse(responseCode = "400", description = "The name is missing, or the color or the profile is none")
    @APIResponse(responseCode = "503", description = "It cannot be kept now")
    public ProjectAnswer create(byte[] body) {
        return new ProjectAnswer(
                true, projects.row(projects.create(caller.profile(), caller.visible(), bodies.read(body))));
    }

    /** Gives a project another name, and a color if the body has one. */
    @POST
    @Path("/rename")
    @Operation(summary = "Rename a project, and those that lie in it: project_id, name, color?")
    @APIResponse(responseCode = "200", description = "It is renamed")
    @APIResponse(responseCode = "400", description = "The id or the name is missing, or the color is none")
    @APIResponse(responseCode = "404", description = "The profile has no such project")
    @APIResponse(responseCode = "503", description = "It cannot be kept now")
    public ProjectAnswer rename(byte[] body) {
        return new ProjectAnswer(true, projects.row(projects.rename(caller.profile(), bodies.read(body))));
    }

    /** Gives the projects of the caller's profile another order. */
    @POST
    @Path("/reorder")
    @Operation(summary = "Put projects into an order: project_ids; those that are not named follow")
    @APIResponse(responseCode = "200", description = "All projects of the profile in their new order")
    @APIResponse(responseCode = "400", description = "The list of ids is missing, or names one twice")
    @APIResponse(responseCode = "404", description = "The profile has not all of them")
    @APIResponse(responseCode = "503", description = "It cannot be kept now")
    public ProjectAnswer.Ordered reorder(byte[] body) {
        return new ProjectAnswer.Ordered(true, projects.reorder(caller.profile(), bodies.read(body)));
    }

    /** Removes a project; its conversations stay, in none. */
    @POST
    @Path("/delete")
    @Operation(summary = "Remove a project: project_id")
    @APIResponse(responseCode = "200", description = "It is gone; its conversations are in no project")
    @APIResponse(responseCode = "400", description = "The id is missing")
    @APIResponse(responseCode = "404", description = "The profile has no such project")
    @APIResponse(responseCode = "503", description = "It cannot be kept now")
    public ProjectAnswer.Gone delete(byte[] body) {
        projects.delete(caller.profile(), bodies.read(body));
        return new ProjectAnswer.Gone(true);
    }
}
