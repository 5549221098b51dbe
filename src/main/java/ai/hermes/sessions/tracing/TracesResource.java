package ai.hermes.sessions.tracing;

import ai.hermes.sessions.caller.Needs;
import ai.hermes.sessions.caller.Role;
import ai.hermes.sessions.wire.JsonBody;
import ai.hermes.sessions.wire.QueryValues;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Sessions as traces. */
@Path("/api/traces")
public class TracesResource {

    /** How many conversations were meant as well, and are more than may be told at once. */
    private static final String LEFT_OUT = "X-Hermes-Left-Out";

    private final TraceQueries queries;
    private final TraceRepository traces;
    private final TracePlaces places;
    private final CollectorClient collectors;
    private final JsonBody.Reader bodies;

    @Inject
    TracesResource(
            TraceQueries queries,
            TraceRepository traces,
            TracePlaces places,
            CollectorClient collectors,
            JsonBody.Reader bodies) {
        this.queries = queries;
        this.traces = traces;
        this.places = places;
        this.collectors = collectors;
        this.bodies = bodies;
    }

    /** Conversations as a file in the form of OpenTelemetry's protocol. */
    @GET
    @Needs(Role.READ)
    @Operation(summary = "Conversations as OpenTelemetry traces, as a file (OTLP, JSON)")
    @APIResponse(
            responseCode = "200",
            description = "The traces; X-Hermes-Left-Out tells how many conversations are not in it for want of room",
            content = {
                @Content(mediaType = "application/json", schema = @Schema(implementation = JsonNode.class)),
                @Content(mediaType = "application/x-ndjson", schema = @Schema(implementation = String.class))
            })
    @APIResponse(responseCode = "400", description = "Neither session_id nor q is given, or q makes no sense")
    @APIResponse(responseCode = "404", description = "There is no such session or profile")
    @APIResponse(responseCode = "503", description = "A store cannot be read now, or traces are made for others")
    public Response file(
            @QueryParam("session_id") @Parameter(description = "The conversation that this session belongs to")
                    Optional<String> sessionId,
            @QueryParam("q") @Parameter(description = "Instead: all that this search means, such as after:7d")
                    Optional<String> q,
            @QueryParam("profile") @Parameter(description = "Of that profile; the caller's if not given")
                    Optional<String> profile,
            @QueryParam("all_profiles") @Parameter(description = "Flag: with q, of all profiles") Optional<String> all,
            @QueryParam("content") @Parameter(description = "Flag: with what was said, without credentials")
                    Optional<String> content,
            @QueryParam("lines") @Parameter(description = "Flag: a document in each line, as collectors read files")
                    Optional<String> lines,
            @Context RoutingContext request) {
        TraceQuery query = queries.of(sessionId, q, profile, QueryValues.flag(all), QueryValues.flag(content));
        TracePlaces.Place place = place(request);
        TraceExport export = traces.export(query);
        // What cannot be read is told before a file is begun.
        List<SpanData> first = traces.first(export);
        boolean inLines = QueryValues.flag(lines);
        TraceFile file = new TraceFile(first, export, traces, inLines);
        return Response.ok(
                        place.during(file),
                        inLines ? MediaType.valueOf("application/x-ndjson") : MediaType.APPLICATION_JSON_TYPE)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"hermes-traces." + (inLines ? "jsonl" : "json") + "\"")
                .header(LEFT_OUT, export.leftOut())
                .build();
    }

    private TracePlaces.Place place(RoutingContext request) {
        TracePlaces.Place place = places.take();
        request.addEndHandler(end -> place.over());
        if (request.response().closed()) {
            place.over();
            throw new CancellationException("nobody waits for this any more");
        }
        return place;
    }

    /** Sends conversations to a collector. */
    @POST
    @Path("/push")
    @Needs(Role.ADMIN)
    @Operation(
            summary =
                    "Send conversations to a collector: session_id or q, and profile, all_profiles, content, endpoint")
    @APIResponse(responseCode = "200", description = "What was sent")
    @APIResponse(responseCode = "400", description = "It does not say which conversations, or there is no collector")
    @APIResponse(responseCode = "403", description = "The collector is not one that may be named")
    @APIResponse(responseCode = "404", description = "There is no such session or profile")
    @APIResponse(responseCode = "502", description = "The collector did not take them")
    @APIResponse(responseCode = "503", description = "A store cannot be read now, or traces are made for others")
    public Pushed push(byte[] body, @Context RoutingContext request) {
        JsonBody members = bodies.read(body);
        TraceQuery query = queries.of(
                members.text("session_id"),
                members.text("q"),
                members.text("profile"),
                members.flag("all_profiles", false),
                members.flag("content", false));
        CollectorClient.Collector collector =
                collectors.collector(members.text("endpoint").filter(it -> !it.isBlank()));
        TracePlaces.Place place = places.take();
        try {
            return sent(query, collector, request);
        } finally {
            place.over();
        }
    }

    private Pushed sent(TraceQuery query, CollectorClient.Collector collector, RoutingContext request) {
        TraceExport export = traces.export(query);
        List<SpanData> spans = traces.first(export);
        while (!spans.isEmpty()) {
            if (request.response().closed()) {
                throw new CancellationException("nobody waits for this any more");
            }
            collectors.send(collector, spans);
            spans = export.hasNext() ? traces.next(export) : List.of();
        }
        return new Pushed(true, export.leftOut(), export.counts());
    }

    /**
     * What was sent.
     *
     * @param leftOut conversations that were meant as well, and are more than may be sent at once
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record Pushed(boolean ok, int leftOut, @JsonUnwrapped TraceCounts counts) {}
}
