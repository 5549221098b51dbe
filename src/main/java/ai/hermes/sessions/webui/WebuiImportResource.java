package ai.hermes.sessions.webui;

import ai.hermes.sessions.caller.Needs;
import ai.hermes.sessions.caller.Role;
import ai.hermes.sessions.wire.JsonBody;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Takes over what people organised in the old web UI, over all profiles of the home. Its folder is only read. */
@Path("/api/import/webui")
@Consumes(MediaType.WILDCARD)
@APIResponse(responseCode = "409", description = "The file of its projects is damaged")
@APIResponse(responseCode = "503", description = "It cannot be kept now")
@Needs(value = Role.ADMIN, everyProfile = true)
public class WebuiImportResource {

    private final WebuiImport imports;
    private final JsonBody.Reader bodies;

    @Inject
    WebuiImportResource(WebuiImport imports, JsonBody.Reader bodies) {
        this.imports = imports;
        this.bodies = bodies;
    }

    /** Tells what an import would do. */
    @GET
    @Operation(summary = "Preview the import from the old web UI")
    @APIResponse(responseCode = "200", description = "What would be imported, and which files cannot be read")
    public ImportAnswer preview() {
        return imports.preview();
    }

    /** Imports what was not imported before. */
    @POST
    @Operation(summary = "Import projects, pins, archive flags and titles from the old web UI: dry_run?")
    @APIResponse(responseCode = "200", description = "What became of each")
    public ImportAnswer run(byte[] body) {
        return bodies.read(body).flag("dry_run", false) ? imports.preview() : imports.run();
    }
}
