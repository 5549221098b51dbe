package ai.hermes.sessions.share;

import ai.hermes.sessions.caller.CallerProfile;
import ai.hermes.sessions.caller.Needs;
import ai.hermes.sessions.caller.Role;
import ai.hermes.sessions.wire.ErrorAnswer;
import ai.hermes.sessions.wire.JsonBody;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestResponse;

/** Shares: made and taken back by those who may, read by whoever has the token. */
@Path("/api")
@Consumes(MediaType.WILDCARD)
@Needs(Role.ORGANISE)
public class ShareResource {

    private final Shares shares;
    private final JsonBody.Reader bodies;
    private final CallerProfile caller;

    @Inject
    ShareResource(Shares shares, JsonBody.Reader bodies, CallerProfile caller) {
        this.shares = shares;
        this.bodies = bodies;
        this.caller = caller;
    }

    /** Takes a snapshot that whoever has the token may read, or takes it anew. */
    @POST
    @Path("/share/create")
    @Operation(summary = "Share a conversation: session_id")
    @APIResponse(responseCode = "200", description = "It is shared; the token and when it ends")
    @APIResponse(responseCode = "400", description = "session_id is missing, or there is nothing to share")
    @APIResponse(responseCode = "404", description = "The profile has no such session")
    @APIResponse(responseCode = "413", description = "The conversation is larger than shares may be")
    @APIResponse(responseCode = "503", description = "It cannot be kept or read now")
    public ShareAnswers.Made create(byte[] body) {
        return shares.create(caller.profile(), id(body));
    }

    /** Takes a share back. */
    @POST
    @Path("/share/revoke")
    @Operation(summary = "Take a share back: session_id")
    @APIResponse(responseCode = "200", description = "It is no more")
    @APIResponse(responseCode = "400", description = "session_id is missing")
    @APIResponse(responseCode = "404", description = "The profile has no such session")
    @APIResponse(responseCode = "503", description = "It cannot be kept now")
    public ShareAnswers.Revoked revoke(byte[] body) {
        return shares.revoke(caller.profile(), id(body));
    }

    /** All shares that can be read now. */
    @GET
    @Path("/shares")
    @Operation(summary = "List the shares of the profile")
    @APIResponse(responseCode = "200", description = "Those that can be read now, the newest first")
    @APIResponse(responseCode = "503", description = "The key that tokens are made with cannot be read")
    public ShareAnswers.All all() {
        return shares.all(caller.profile());
    }

    /** A snapshot. Public: the token is all that is needed. */
    @GET
    @Path("/share/{token}")
    @Needs(Role.ANYONE)
    @Operation(summary = "Read a shared conversation")
    @APIResponse(
            responseCode = "200",
            description = "The snapshot",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = ShareAnswers.Public.class)))
    @APIResponse(
            responseCode = "404",
            description = "The token opens nothing, or not any more",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = ErrorAnswer.class)))
    @APIResponse(
            responseCode = "503",
            description = "It cannot be read now",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = ErrorAnswer.class)))
    public RestResponse<ShareAnswers.Public> read(@PathParam("token") String token) {
        return RestResponse.ResponseBuilder.ok(
                        new ShareAnswers.Public(shares.open(token)), MediaType.APPLICATION_JSON_TYPE)
                .header(SharePage.ROBOTS, SharePage.NOT_INDEXED)
                .build();
    }

    private String id(byte[] body) {
        JsonBody members = bodies.read(body);
        members.require("session_id");
        return members.text("session_id").orElse("");
    }
}
