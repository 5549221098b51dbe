package ai.hermes.sessions.session;

import ai.hermes.sessions.caller.CallerProfile;
import ai.hermes.sessions.caller.Needs;
import ai.hermes.sessions.caller.Role;
import ai.hermes.sessions.wire.ApiException;
import ai.hermes.sessions.wire.ErrorAnswer;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Tells why a session is on the list, or is not: nothing is hidden without a word. */
@Path("/api/sessions/explain")
@Needs(Role.READ)
public class ExplainResource {

    private final SessionFinder sessions;
    private final CallerProfile caller;

    @Inject
    ExplainResource(SessionFinder sessions, CallerProfile caller) {
        this.sessions = sessions;
        this.caller = caller;
    }

    /** The rule that a session is counted by, what that rests on, and how to see it. */
    @GET
    @Operation(summary = "Tell why a session is on the list, or is not")
    @APIResponse(
            responseCode = "200",
            description = "Where it is, in each profile that the caller may see and that has it",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Explanation.class)))
    @APIResponse(
            responseCode = "400",
            description = "session_id is missing",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = ErrorAnswer.class)))
    @APIResponse(
            responseCode = "404",
            description = "No profile that the caller may see has such a session",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = ErrorAnswer.class)))
    public Explanation explain(
            @QueryParam("session_id") @Parameter(description = "Id of the session", required = true)
                    Optional<String> id) {
        String asked = id.filter(it -> !it.isBlank()).orElseThrow(() -> ApiException.badRequest("session_id required"));
        return sessions.explain(caller.profile(), caller.visible(), asked);
    }
}
