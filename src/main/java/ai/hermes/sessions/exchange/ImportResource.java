package ai.hermes.sessions.exchange;

import ai.hermes.sessions.caller.CallerProfile;
import ai.hermes.sessions.caller.Needs;
import ai.hermes.sessions.caller.Role;
import ai.hermes.sessions.wire.ApiException;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Imports: a file is sent in parts, read in the background, and asked after. */
@Path("/api/imports")
@Consumes(MediaType.WILDCARD)
@Needs(Role.ORGANISE)
public class ImportResource {

    private final Imports imports;
    private final CallerProfile caller;

    @Inject
    ImportResource(Imports imports, CallerProfile caller) {
        this.imports = imports;
        this.caller = caller;
    }

    /** Begins one. Nothing is in its file yet. */
    @POST
    @Operation(summary = "Begin an import into the caller's profile")
    @APIResponse(responseCode = "200", description = "It is begun; send its file in parts, then start it")
    @APIResponse(responseCode = "429", description = "There are too many imports")
    @APIResponse(responseCode = "503", description = "It cannot be kept now")
    @APIResponse(responseCode = "507", description = "There is no room for it")
    public ImportAnswer create() {
        return answer(imports.create(caller.profile()));
    }

    /** Adds a part to its file: the bytes of the body. */
    @POST
    @Path("/{id}/part")
    @Operation(summary = "Send the next part of the file: the body as it is")
    @APIResponse(responseCode = "200", description = "It is here; offset tells where the next one begins")
    @APIResponse(responseCode = "400", description = "The offset is missing")
    @APIResponse(responseCode = "404", description = "There is no such import")
    @APIResponse(responseCode = "409", description = "The file goes on elsewhere, or was started")
    @APIResponse(responseCode = "413", description = "The part or the file is too large")
    @APIResponse(responseCode = "507", description = "There is no room for it")
    public ImportAnswer part(
            @PathParam("id") String id,
            @QueryParam("offset")
                    @Parameter(description = "Where the part begins in the file, in bytes", required = true)
                    Optional<String> offset,
            byte[] body) {
        ImportJob job = job(id);
        String digits = offset.map(String::strip).orElse("");
        if (!digits.matches("\\d{1,18}")) {
            throw ApiException.badRequest("offset is required");
        }
        byte[] part = body == null ? new byte[0] : body;
        if (part.length > ImportAnswer.MAX_PART) {
            throw new ApiException(
                    413,
                    "part_too_large",
                    "A part has " + ImportAnswer.MAX_PART + " bytes at most.",
                    Map.of("remedy", "Send smaller parts."));
        }
        return ImportAnswer.of(job, imports.add(job, Long.parseLong(digits), part));
    }

    /** Begins to read it. */
    @POST
    @Path("/{id}/start")
    @Operation(summary = "Read the file that was sent")
    @APIResponse(responseCode = "200", description = "It is begun; ask how far it is")
    @APIResponse(responseCode = "404", description = "There is no such import")
    @APIResponse(responseCode = "409", description = "It was started before")
    public ImportAnswer start(@PathParam("id") String id) {
        ImportJob job = job(id);
        imports.begin(job);
        return answer(job);
    }

    /** How far one is, and what became of what is in it. */
    @GET
    @Path("/{id}")
    @Operation(summary = "Ask how far an import is")
    @APIResponse(responseCode = "200", description = "How far it is")
    @APIResponse(responseCode = "404", description = "There is no such import")
    public ImportAnswer one(@PathParam("id") String id) {
        return answer(job(id));
    }

    /** All of them. */
    @GET
    @Operation(summary = "List imports")
    @APIResponse(responseCode = "200", description = "The newest first")
    public ImportAnswer.All all() {
        return new ImportAnswer.All(
                imports.all(caller.visible()).stream().map(this::answer).toList());
    }

    /** Ends one and removes its file. What it brought in stays. */
    @POST
    @Path("/{id}/remove")
    @Operation(summary = "End an import and remove its file")
    @APIResponse(responseCode = "200", description = "It is gone")
    @APIResponse(responseCode = "404", description = "There is no such import")
    public ImportAnswer.Done remove(@PathParam("id") String id) {
        imports.remove(job(id));
        return new ImportAnswer.Done(true);
    }

    private ImportAnswer answer(ImportJob job) {
        return ImportAnswer.of(job, imports.size(job));
    }

    private ImportJob job(String id) {
        return imports.find(id, caller.visible()).orElseThrow(() -> ApiException.notFound("There is no such import"));
    }
}
