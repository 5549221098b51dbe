package ai.hermes.sessions.live;

import ai.hermes.sessions.caller.CallerProfile;
import ai.hermes.sessions.caller.Needs;
import ai.hermes.sessions.caller.Role;
import ai.hermes.sessions.session.SessionFinder;
import ai.hermes.sessions.store.Profile;
import ai.hermes.sessions.wire.ApiException;
import ai.hermes.sessions.wire.QueryValues;
import io.smallrye.common.annotation.NonBlocking;
import io.vertx.core.http.HttpServerResponse;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** A stream of changes of one conversation, as server-sent events. */
@Path("/api/session")
@Needs(Role.READ)
public class SessionStreamResource {

    private final LiveFeed feed;
    private final SessionFinder sessions;
    private final EventWriter writer;
    private final CallerProfile caller;

    @Inject
    SessionStreamResource(LiveFeed feed, SessionFinder sessions, EventWriter writer, CallerProfile caller) {
        this.feed = feed;
        this.sessions = sessions;
        this.writer = writer;
        this.caller = caller;
    }

    /** Tells whenever a conversation has more messages, or fewer. */
    @GET
    @Path("/stream")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @NonBlocking
    @Operation(summary = "Follow a conversation: events initial and session-updated")
    @APIResponse(
            responseCode = "200",
            description = "A stream that lasts until one side ends it",
            content = @Content(mediaType = MediaType.SERVER_SENT_EVENTS))
    @APIResponse(responseCode = "400", description = "session_id is missing")
    @APIResponse(responseCode = "404", description = "There is no such session")
    @APIResponse(responseCode = "503", description = "Too many streams are open")
    public void conversation(
            @QueryParam("session_id") @Parameter(description = "Which session", required = true) Optional<String> id,
            @QueryParam("known_count") @Parameter(description = "How many messages the client has")
                    Optional<String> count,
            @Context SseEventSink sink,
            @Context HttpServerResponse response) {
        String sessionId =
                id.filter(it -> !it.isEmpty()).orElseThrow(() -> ApiException.badRequest("session_id is required"));
        Profile profile = caller.profile();
        sessions.known(profile, sessionId).orElseThrow(SessionFinder::notFound);
        ToldSession told = new ToldSession(
                profile,
                sessionId,
                QueryValues.number(count, Integer.MAX_VALUE),
                () -> sessions.known(profile, sessionId),
                writer);
        // How many messages there are now is told at once, whatever was missed.
        feed.open(told, Optional.empty(), sink, response);
    }
}
