package ai.hermes.sessions.session;

import ai.hermes.sessions.caller.CallerProfile;
import ai.hermes.sessions.caller.Needs;
import ai.hermes.sessions.caller.Role;
import ai.hermes.sessions.conversation.Conversation;
import ai.hermes.sessions.conversation.Projection;
import ai.hermes.sessions.store.Profile;
import ai.hermes.sessions.wire.ApiException;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Where a conversation comes from, and whether anything is amiss with the sessions. Answered from memory. */
@Path("/api/session")
@Needs(Role.READ)
public class LineageResource {

    private final SessionFinder sessions;
    private final CallerProfile caller;

    @Inject
    LineageResource(SessionFinder sessions, CallerProfile caller) {
        this.sessions = sessions;
        this.caller = caller;
    }

    /** The sessions that a conversation is made of, and those that came of it. */
    @GET
    @Path("/lineage/report")
    @Operation(summary = "Tell which sessions a conversation is made of")
    @APIResponse(responseCode = "200", description = "Its segments and its children")
    @APIResponse(responseCode = "400", description = "session_id is missing")
    @APIResponse(responseCode = "404", description = "The profile has no such session")
    public LineageReport report(
            @QueryParam("session_id") @Parameter(description = "Id of any segment of the conversation", required = true)
                    Optional<String> id) {
        String asked = id.filter(it -> !it.isBlank()).orElseThrow(() -> ApiException.badRequest("session_id required"));
        Profile profile = caller.profile();
        Conversation found = sessions.find(profile, asked);
        return sessions.lastGood(profile)
                .map(list -> LineageReport.of(asked, found, list))
                .orElseThrow(SessionFinder::notFound);
    }

    /** What is to be recovered of what this service keeps of sessions: nothing, since it keeps no copies of them. */
    @GET
    @Path("/recovery/audit")
    @Operation(summary = "Tell what is to be recovered: sessions are read from the agent's store, there is nothing")
    @APIResponse(responseCode = "200", description = "How many sessions are in order")
    public RecoveryAudit audit() {
        return RecoveryAudit.of(
                sessions.lastGood(caller.profile()).map(Projection::sessions).orElse(0));
    }
}
