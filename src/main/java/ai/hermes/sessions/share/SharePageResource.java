package ai.hermes.sessions.share;

import ai.hermes.sessions.caller.Needs;
import ai.hermes.sessions.caller.Role;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestResponse;

/** A share as a page. Public: the token is all that is needed. */
@Path("/share")
@Needs(Role.ANYONE)
public class SharePageResource {

    private final Shares shares;
    private final ObjectMapper json;

    @Inject
    SharePageResource(Shares shares, ObjectMapper json) {
        this.shares = shares;
        this.json = json;
    }

    /** The page: one file that asks for nothing else, runs nothing, and is in no index. */
    @GET
    @Path("/{token}")
    @Produces("text/html; charset=utf-8")
    @Operation(summary = "Read a shared conversation as a page")
    @APIResponse(responseCode = "200", description = "The page")
    @APIResponse(responseCode = "404", description = "The token opens nothing, or not any more")
    @APIResponse(responseCode = "503", description = "It cannot be read now")
    public RestResponse<String> page(@PathParam("token") String token) {
        ShareAnswers.Snapshot snapshot = shares.open(token);
        return RestResponse.ResponseBuilder.ok(SharePage.of(snapshot, messages(snapshot)))
                .header(SharePage.ROBOTS, SharePage.NOT_INDEXED)
                .header("Content-Security-Policy", SharePage.POLICY)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    private List<SharedMessage> messages(ShareAnswers.Snapshot snapshot) {
        try {
            return List.of(json.readValue(snapshot.messages(), SharedMessage[].class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
