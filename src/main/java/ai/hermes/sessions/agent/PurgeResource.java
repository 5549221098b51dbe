package ai.hermes.sessions.agent;

import ai.hermes.sessions.caller.CallerProfile;
import ai.hermes.sessions.caller.ClientAddress;
import ai.hermes.sessions.caller.Needs;
import ai.hermes.sessions.caller.Role;
import ai.hermes.sessions.wire.ApiException;
import ai.hermes.sessions.wire.JsonBody;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Deletes a conversation for good, by the agent. */
@Path("/api/session/purge")
@Consumes(MediaType.WILDCARD)
@APIResponse(responseCode = "501", description = "No API server of the agent is configured, or it has no such calls")
@APIResponse(responseCode = "502", description = "The agent refuses the key, or could not delete all of it")
@APIResponse(responseCode = "503", description = "The agent does not answer, or the store cannot be read")
@Needs(Role.ADMIN)
public class PurgeResource {

    private final PurgeRepository purges;
    private final JsonBody.Reader bodies;
    private final CallerProfile caller;
    private final RoutingContext request;

    @Inject
    PurgeResource(PurgeRepository purges, JsonBody.Reader bodies, CallerProfile caller, RoutingContext request) {
        this.purges = purges;
        this.bodies = bodies;
        this.caller = caller;
        this.request = request;
    }

    /** Deletes a conversation of the trash for good. */
    @POST
    @Operation(summary = "Delete a conversation of the trash for good: session_id")
    @APIResponse(responseCode = "200", description = "Nothing of it is left")
    @APIResponse(responseCode = "400", description = "The id is missing, or it is a subagent's session")
    @APIResponse(responseCode = "409", description = "It is not in the trash, or a turn runs in it")
    public Gone purge(byte[] body) {
        JsonBody members = bodies.read(body);
        members.require("session_id");
        String id = members.text("session_id").orElse("");
        Optional<Purge> purge = purges.purge(caller.profile(), id, ClientAddress.of(request));
        purge.filter(it -> !it.ok()).ifPresent(it -> {
            throw refusal(it);
        });
        return new Gone(
                true,
                id,
                purge.map(Purge::conversationId),
                purge.map(Purge::segments).orElse(List.of()));
    }

    private static ApiException refusal(Purge purge) {
        Map<String, Object> details = Map.of("conversation_id", purge.conversationId(), "segments", purge.segments());
        return purge.activeTurn()
                ? new ApiException(409, "session_active_turn", purge.error(), details)
                : new ApiException(502, "purge_incomplete", purge.error(), details);
    }

    /**
     * A conversation of which nothing is left.
     *
     * @param conversationId id of its first session; null where it was gone already
     * @param segments what became of its sessions; empty where it was gone already
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record Gone(boolean ok, String sessionId, Optional<String> conversationId, List<Segment> segments) {}
}
