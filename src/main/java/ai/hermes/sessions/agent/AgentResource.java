package ai.hermes.sessions.agent;

import ai.hermes.sessions.caller.CallerProfile;
import ai.hermes.sessions.caller.Needs;
import ai.hermes.sessions.caller.Role;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Tells what can be asked of the agent. */
@Path("/api/agent")
@Needs(Role.READ)
public class AgentResource {

    private final AgentCapabilities capabilities;
    private final CallerProfile caller;

    @Inject
    AgentResource(AgentCapabilities capabilities, CallerProfile caller) {
        this.capabilities = capabilities;
        this.caller = caller;
    }

    /** What can be asked of the agent of the caller's profile now, and if not, why and what to do. */
    @GET
    @Path("/status")
    @Operation(summary = "Tell what can be asked of the agent")
    @APIResponse(responseCode = "200", description = "How its API server is, be it that there is none")
    public AgentStatus status() {
        return capabilities.status(caller.profile());
    }
}
