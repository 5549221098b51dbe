package ai.hermes.sessions.session;

import ai.hermes.sessions.caller.CallerProfile;
import ai.hermes.sessions.caller.Needs;
import ai.hermes.sessions.caller.Role;
import ai.hermes.sessions.wire.ErrorAnswer;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestResponse;

/** One conversation. */
@Path("/api/session")
@Needs(Role.READ)
public class SessionResource {

    private final DetailRepository sessions;
    private final CallerProfile caller;

    @Inject
    SessionResource(DetailRepository sessions, CallerProfile caller) {
        this.sessions = sessions;
        this.caller = caller;
    }

    /** A conversation with its newest messages, or with a window of them. */
    @GET
    @Operation(summary = "Read a conversation")
    @APIResponse(
            responseCode = "200",
            description = "The conversation and a window of its messages; while the store cannot be read, what was read"
                    + " before, with the fault",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = SessionDetail.Envelope.class)))
    @APIResponse(
            responseCode = "400",
            description = "session_id is missing",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = ErrorAnswer.class)))
    @APIResponse(
            responseCode = "404",
            description = "There is no such session",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = ErrorAnswer.class)))
    @APIResponse(
            responseCode = "409",
            description = "The session is another profile's",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = ErrorAnswer.class)))
    @APIResponse(
            responseCode = "503",
            description = "The store cannot be read now",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = ErrorAnswer.class)))
    public RestResponse<SessionDetail.Envelope> session(@BeanParam DetailParameters parameters) {
        SessionDetail detail = sessions.detail(parameters.query(caller.profile(), caller.visible()));
        RestResponse.ResponseBuilder<SessionDetail.Envelope> answer =
                RestResponse.ResponseBuilder.ok(new SessionDetail.Envelope(detail), MediaType.APPLICATION_JSON);
        detail.fault().ifPresent(fault -> answer.header(FaultNotice.HEADER, fault.code()));
        return answer.build();
    }
}
