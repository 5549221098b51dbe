package ai.hermes.sessions.session;

import ai.hermes.sessions.caller.CallerProfile;
import ai.hermes.sessions.caller.Needs;
import ai.hermes.sessions.caller.Role;
import ai.hermes.sessions.conversation.Conversation;
import ai.hermes.sessions.store.AgentHome;
import ai.hermes.sessions.wire.ApiException;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Clock;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Small questions about a session. All are answered from memory. */
@Path("/api/session")
@APIResponse(responseCode = "200", description = "The answer")
@APIResponse(responseCode = "400", description = "session_id is missing")
@APIResponse(responseCode = "404", description = "The profile has no such session")
@Needs(Role.READ)
public class SmallReads {

    private final SessionFinder sessions;
    private final CallerProfile caller;
    private final AgentHome home;
    private final Clock clock;

    @Inject
    SmallReads(SessionFinder sessions, CallerProfile caller, AgentHome home, Clock clock) {
        this.sessions = sessions;
        this.caller = caller;
        this.home = home;
        this.clock = clock;
    }

    /** How a session stands. */
    @GET
    @Path("/status")
    @Operation(summary = "Tell how a session stands")
    public SessionStatus status(
            @QueryParam("session_id") @Parameter(description = "Id of the session", required = true)
                    Optional<String> id) {
        Conversation found = find(id);
        return SessionStatus.of(found, home.folder(found.profile()), clock.millis() / 1000.0);
    }

    /** What a session used up. */
    @GET
    @Path("/usage")
    @Operation(summary = "Tell what a session used up")
    public SessionUsage usage(
            @QueryParam("session_id") @Parameter(description = "Id of the session", required = true)
                    Optional<String> id) {
        return SessionUsage.of(find(id));
    }

    /** Whether the agent may act without asking. This service runs no agent. */
    @GET
    @Path("/yolo")
    @Operation(summary = "Tell whether the agent acts without asking: never here")
    public Idle.Yolo yolo(
            @QueryParam("session_id") @Parameter(description = "Id of the session", required = true)
                    Optional<String> id) {
        require(id);
        return new Idle.Yolo(false);
    }

    /** How a compression stands that this service was asked for: it does none. */
    @GET
    @Path("/compress/status")
    @Operation(summary = "Tell how a compression stands: none runs here")
    public Idle.Compression compression(
            @QueryParam("session_id") @Parameter(description = "Id of the session", required = true)
                    Optional<String> id) {
        return Idle.Compression.of(require(id));
    }

    private Conversation find(Optional<String> id) {
        return sessions.find(caller.profile(), require(id));
    }

    static String require(Optional<String> id) {
        return id.filter(it -> !it.isBlank()).orElseThrow(() -> ApiException.badRequest("Missing session_id"));
    }
}
