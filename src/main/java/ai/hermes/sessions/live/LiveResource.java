package ai.hermes.sessions.live;

import ai.hermes.sessions.caller.CallerProfile;
import ai.hermes.sessions.caller.Needs;
import ai.hermes.sessions.caller.Role;
import ai.hermes.sessions.caller.Visible;
import ai.hermes.sessions.store.Profile;
import ai.hermes.sessions.wire.QueryValues;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Multi;
import io.vertx.core.http.HttpServerResponse;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/**
 * Streams of changes of lists, as server-sent events. Nothing is repeated: whoever comes again asks for the list first.
 */
@Path("/api/sessions")
@Needs(Role.READ)
public class LiveResource {

    private final LiveFeed feed;
    private final CallerProfile caller;

    @Inject
    LiveResource(LiveFeed feed, CallerProfile caller) {
        this.feed = feed;
        this.caller = caller;
    }

    /** Tells whenever the list of the caller's profile, or of any, has changed. */
    @GET
    @Path("/events")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @NonBlocking
    @Operation(summary = "Follow the list: events sessions_changed")
    @APIResponse(responseCode = "200", description = "A stream that lasts until one side ends it")
    @APIResponse(responseCode = "503", description = "Too many streams are open")
    public Multi<OutboundSseEvent> events(
            @QueryParam("all_profiles") @Parameter(description = "Flag: changes of all profiles") Optional<String> all,
            @Context HttpServerResponse response) {
        return feed.open(List::of, list(QueryValues.flag(all)), response);
    }

    /** The same for clients that know it under the name of what changes outside of a web page: here all does. */
    @GET
    @Path("/gateway/stream")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @NonBlocking
    @Operation(
            summary = "Follow the list: events sessions_changed; for who accepts no stream, whether it can be followed")
    @APIResponse(responseCode = "200", description = "A stream that lasts until one side ends it")
    @APIResponse(responseCode = "503", description = "Too many streams are open")
    public Multi<OutboundSseEvent> gateway(@Context HttpServerResponse response) {
        return feed.open(List::of, list(false), response);
    }

    private LiveClient.Telling list(boolean all) {
        Profile profile = caller.profile();
        Visible visible = caller.visible();
        return (changed, version) -> all && visible.sees(changed) || changed.equals(profile)
                ? Optional.of(ListChange.event(version, changed))
                : Optional.empty();
    }
}
