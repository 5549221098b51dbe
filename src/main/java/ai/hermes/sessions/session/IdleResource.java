package ai.hermes.sessions.session;

import ai.hermes.sessions.caller.Needs;
import ai.hermes.sessions.caller.Role;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Questions of clients about an agent at work. This service runs none. */
@Path("/api")
@Needs(Role.READ)
public class IdleResource {

    /** What background work has come to: there is none. */
    @GET
    @Path("/background/status")
    @Operation(summary = "Tell what background work has come to: there is none here")
    @APIResponse(responseCode = "200", description = "Nothing")
    @APIResponse(responseCode = "400", description = "session_id is missing")
    @APIResponse(responseCode = "404", description = "The session is another profile's")
    public Idle.Results background(
            @QueryParam("session_id") @Parameter(description = "Id of the session", required = true)
                    Optional<String> id) {
        SmallReads.require(id);
        return new Idle.Results(List.of());
    }

    /** The personalities that an agent can be given here: none. */
    @GET
    @Path("/personalities")
    @Operation(summary = "List personalities: none can be set here")
    @APIResponse(responseCode = "200", description = "None")
    public Idle.Personalities personalities() {
        return new Idle.Personalities(List.of());
    }
}
