package ai.hermes.sessions.live;

import ai.hermes.sessions.caller.CallerProfile;
import ai.hermes.sessions.caller.Needs;
import ai.hermes.sessions.caller.Role;
import ai.hermes.sessions.caller.Visible;
import ai.hermes.sessions.wire.QueryValues;
import io.smallrye.common.annotation.NonBlocking;
import io.vertx.core.http.HttpServerResponse;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/**
 * Streams of changes of lists, as server-sent events with ids. Whoever comes again names the last one that it knows and
 * is told what it missed, or that it has to ask for the list.
 */
@Path("/api/sessions")
@Needs(Role.READ)
public class LiveResource {

    private final LiveFeed feed;
    private final EventWriter writer;
    private final CallerProfile caller;

    @Inject
    LiveResource(LiveFeed feed, EventWriter writer, CallerProfile caller) {
        this.feed = feed;
        this.writer = writer;
        this.caller = caller;
    }

    /** Tells whenever the list of the caller's profile, or of any, has changed. */
    @GET
    @Path("/events")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @NonBlocking
    @Operation(summary = "Follow the list: events sessions_changed")
    @APIResponse(
            responseCode = "200",
            description = "A stream that lasts until one side ends it",
            content = @Content(mediaType = MediaType.SERVER_SENT_EVENTS))
    @APIResponse(responseCode = "503", description = "Too many streams are open")
    public void events(
            @QueryParam("all_profiles") @Parameter(description = "Flag: changes of all profiles") Optional<String> all,
            @BeanParam LastEvent lastEvent,
            @Context SseEventSink sink,
            @Context HttpServerResponse response) {
        feed.open(
                new ToldList(QueryValues.flag(all) ? caller.visible() : own(), writer), lastEvent.id(), sink, response);
    }

    /** The same for clients that know it under the name of what changes outside of a web page: here all does. */
    @GET
    @Path("/gateway/stream")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @NonBlocking
    @Operation(
            summary = "Follow the list: events sessions_changed; for who accepts no stream, whether it can be followed")
    @APIResponse(
            responseCode = "200",
            description = "A stream that lasts until one side ends it",
            content = @Content(mediaType = MediaType.SERVER_SENT_EVENTS))
    @APIResponse(responseCode = "503", description = "Too many streams are open")
    public void gateway(
            @BeanParam LastEvent lastEvent, @Context SseEventSink sink, @Context HttpServerResponse response) {
        feed.open(new ToldList(own(), writer), lastEvent.id(), sink, response);
    }

    private Visible own() {
        return Visible.only(List.of(caller.profile()));
    }
}
