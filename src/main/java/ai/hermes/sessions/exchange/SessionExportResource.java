package ai.hermes.sessions.exchange;

import ai.hermes.sessions.caller.CallerProfile;
import ai.hermes.sessions.caller.Needs;
import ai.hermes.sessions.caller.Role;
import ai.hermes.sessions.store.Cancellation;
import ai.hermes.sessions.wire.ApiException;
import ai.hermes.sessions.wire.ErrorAnswer;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** One conversation as a file at once, as clients know it. */
@Path("/api/session")
@Needs(Role.READ)
public class SessionExportResource {

    private final Exports exports;
    private final Choice choice;
    private final CallerProfile caller;

    @Inject
    SessionExportResource(Exports exports, Choice choice, CallerProfile caller) {
        this.exports = exports;
        this.choice = choice;
        this.caller = caller;
    }

    /** The file. It is made while the caller waits. */
    @GET
    @Path("/export")
    @Operation(summary = "Export one conversation")
    @APIResponse(
            responseCode = "200",
            description = "The conversation as a file",
            content = {
                @Content(mediaType = "application/json", schema = @Schema(implementation = Object.class)),
                @Content(mediaType = "text/html")
            })
    @APIResponse(responseCode = "206", description = "The range of it that was asked for")
    @APIResponse(
            responseCode = "400",
            description = "session_id is missing, or there is no such format",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = ErrorAnswer.class)))
    @APIResponse(
            responseCode = "404",
            description = "The profile has no such session",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = ErrorAnswer.class)))
    @APIResponse(responseCode = "416", description = "It has no such range")
    @APIResponse(
            responseCode = "429",
            description = "There are too many exports",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = ErrorAnswer.class)))
    @APIResponse(
            responseCode = "503",
            description = "It cannot be kept or read now",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = ErrorAnswer.class)))
    @APIResponse(
            responseCode = "507",
            description = "There is no room for it",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = ErrorAnswer.class)))
    public Response export(
            @QueryParam("session_id") @Parameter(description = "Id of the session", required = true)
                    Optional<String> sessionId,
            @QueryParam("format") @Parameter(description = "json, agent, jsonl, markdown or html; json if not given")
                    Optional<String> format,
            @Context HttpHeaders headers,
            @Context RoutingContext request) {
        String id = sessionId
                .filter(it -> !it.isBlank())
                .orElseThrow(() -> ApiException.badRequest("session_id is required"));
        Format wanted = Format.named(format.filter(it -> !it.isBlank()).orElse("json"));
        if (wanted == Format.ZIP) {
            throw ApiException.badRequest("A zip is made in the background: see /api/exports");
        }
        Cancellation left = new Cancellation();
        request.addEndHandler(end -> left.cancel());
        if (request.response().closed()) {
            left.cancel();
        }
        ExportJob job = exports.make(wanted, choice.of(caller.profile(), id), left, it -> until(request, it));
        ExportStatus status = job.status();
        if (status.state() != JobState.DONE) {
            exports.remove(job);
            throw new ApiException(
                    503,
                    "export_failed",
                    status.error().orElse("It could not be exported."),
                    Map.of("remedy", status.remedy().orElse("Ask again.")));
        }
        return Downloads.of(job, exports.file(job), headers, wanted.mediaType());
    }

    /** Nobody can ask for it again: it is gone when it was taken, or when nobody waits for it any more. */
    private void until(RoutingContext request, ExportJob job) {
        request.addEndHandler(end -> {
            job.cancel();
            // Files are not removed in the thread that answers everybody.
            request.vertx().executeBlocking(() -> remove(job), false);
        });
        if (request.response().closed()) {
            job.cancel();
            exports.remove(job);
        }
    }

    private boolean remove(ExportJob job) {
        exports.remove(job);
        return true;
    }
}
