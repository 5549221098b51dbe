package ai.hermes.sessions.exchange;

import ai.hermes.sessions.caller.CallerProfile;
import ai.hermes.sessions.caller.Needs;
import ai.hermes.sessions.caller.Role;
import ai.hermes.sessions.wire.ApiException;
import ai.hermes.sessions.wire.ErrorAnswer;
import ai.hermes.sessions.wire.JsonBody;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Exports: made in the background, asked after, and had in ranges when they are done. */
@Path("/api/exports")
@Consumes(MediaType.WILDCARD)
@Needs(Role.READ)
public class ExportResource {

    private final Exports exports;
    private final Choice choice;
    private final JsonBody.Reader bodies;
    private final CallerProfile caller;

    @Inject
    ExportResource(Exports exports, Choice choice, JsonBody.Reader bodies, CallerProfile caller) {
        this.exports = exports;
        this.choice = choice;
        this.bodies = bodies;
        this.caller = caller;
    }

    /** Begins an export. */
    @POST
    @Needs(Role.ORGANISE)
    @Operation(
            summary = "Export conversations: ids, query or all; format (markdown, json, agent, jsonl, csv, html, zip),"
                    + " formats? (of the files in a zip), all_profiles?")
    @APIResponse(responseCode = "200", description = "It is begun; how far it is")
    @APIResponse(responseCode = "400", description = "Nothing is chosen, or there is no such format")
    @APIResponse(responseCode = "404", description = "The profile has no such session")
    @APIResponse(responseCode = "429", description = "There are too many exports")
    @APIResponse(responseCode = "503", description = "It cannot be kept or read now")
    @APIResponse(responseCode = "507", description = "There is no room for it")
    public ExportAnswer create(byte[] body) {
        JsonBody members = bodies.read(body);
        Format format = Format.named(members.text("format").orElse("zip"));
        List<Format> inside = members.texts("formats").orElse(List.of("jsonl", "markdown")).stream()
                .map(Format::named)
                .distinct()
                .toList();
        if (format == Format.ZIP && (inside.isEmpty() || inside.contains(Format.ZIP) || inside.contains(Format.CSV))) {
            throw ApiException.badRequest("formats are some of markdown, json, agent, jsonl and html");
        }
        List<Export.Chosen> chosen = choice.of(members, caller.profile(), caller.visible());
        return ExportAnswer.of(exports.create(format, format == Format.ZIP ? inside : List.of(), chosen));
    }

    /** All exports of what the caller may see. */
    @GET
    @Operation(summary = "List exports")
    @APIResponse(responseCode = "200", description = "The newest first")
    public ExportAnswer.All all() {
        return new ExportAnswer.All(
                exports.all(caller.visible()).stream().map(ExportAnswer::of).toList());
    }

    /** How far one is. */
    @GET
    @Path("/{id}")
    @Operation(summary = "Ask how far an export is")
    @APIResponse(responseCode = "200", description = "How far it is")
    @APIResponse(responseCode = "404", description = "There is no such export")
    public ExportAnswer one(@PathParam("id") String id) {
        return ExportAnswer.of(job(id));
    }

    /** Its file. */
    @GET
    @Path("/{id}/file")
    @Operation(summary = "Get the file of an export, or a range of it")
    @APIResponse(
            responseCode = "200",
            description = "The file",
            content = @Content(mediaType = "application/octet-stream"))
    @APIResponse(
            responseCode = "206",
            description = "The range of it that was asked for",
            content = @Content(mediaType = "application/octet-stream"))
    @APIResponse(
            responseCode = "404",
            description = "There is no such export",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = ErrorAnswer.class)))
    @APIResponse(
            responseCode = "409",
            description = "It is not done, or was made while credentials were not masked",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = ErrorAnswer.class)))
    @APIResponse(responseCode = "416", description = "It has no such range")
    public Response file(@PathParam("id") String id, @Context HttpHeaders headers) {
        ExportJob job = job(id);
        if (job.status().state() != JobState.DONE) {
            throw new ApiException(
                    409,
                    "export_not_done",
                    "This export is not done.",
                    Map.of("state", job.status().state().wireName(), "remedy", "Ask after it until it is done."));
        }
        return Downloads.of(job, exports.file(job), headers, MediaType.APPLICATION_OCTET_STREAM);
    }

    /** Ends one. */
    @POST
    @Path("/{id}/cancel")
    @Needs(Role.ORGANISE)
    @Operation(summary = "End an export that is not done")
    @APIResponse(responseCode = "200", description = "It ends")
    @APIResponse(responseCode = "404", description = "There is no such export")
    public ExportAnswer cancel(@PathParam("id") String id) {
        ExportJob job = job(id);
        exports.cancel(job);
        return ExportAnswer.of(job);
    }

    /** Removes one with its file. */
    @POST
    @Path("/{id}/remove")
    @Needs(Role.ORGANISE)
    @Operation(summary = "Remove an export with its file")
    @APIResponse(responseCode = "200", description = "It is gone")
    @APIResponse(responseCode = "404", description = "There is no such export")
    public ExportAnswer.Done remove(@PathParam("id") String id) {
        exports.remove(job(id));
        return new ExportAnswer.Done(true);
    }

    private ExportJob job(String id) {
        return exports.find(id, caller.visible()).orElseThrow(() -> ApiException.notFound("There is no such export"));
    }
}
