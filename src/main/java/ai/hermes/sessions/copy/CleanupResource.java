package ai.hermes.sessions.copy;

import ai.hermes.sessions.caller.CallerProfile;
import ai.hermes.sessions.caller.Needs;
import ai.hermes.sessions.caller.Role;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Tidies copies up. What is cleaned can be restored from the trash, what is purged cannot. */
@Path("/api/sessions")
@Consumes(MediaType.WILDCARD)
@APIResponse(responseCode = "200", description = "How many copies went to the trash, or out of it for good")
@APIResponse(responseCode = "503", description = "It cannot be kept now")
@Needs(Role.ORGANISE)
public class CleanupResource {

    private final Cleanup cleanup;
    private final CallerProfile caller;

    @Inject
    CleanupResource(Cleanup cleanup, CallerProfile caller) {
        this.cleanup = cleanup;
        this.caller = caller;
    }

    /** Moves the empty copies without a title to the trash. */
    @POST
    @Path("/cleanup")
    @Operation(summary = "Move copies without a title and a message to the trash")
    public Answers.Cleaned untitled() {
        return new Answers.Cleaned(true, cleanup.untitled(caller.profile()));
    }

    /** Moves the empty copies to the trash. */
    @POST
    @Path("/cleanup_zero_message")
    @Operation(summary = "Move copies without a message to the trash")
    public Answers.Cleaned all() {
        return new Answers.Cleaned(true, cleanup.all(caller.profile()));
    }

    /** Removes the copies in the trash for good. */
    @POST
    @Path("/copies/purge")
    @Needs(Role.ADMIN)
    @Operation(summary = "Remove the copies in the trash for good")
    public Answers.Purged purge() {
        return new Answers.Purged(true, cleanup.purge(caller.profile()));
    }
}
