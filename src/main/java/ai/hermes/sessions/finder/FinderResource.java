package ai.hermes.sessions.finder;

import ai.hermes.sessions.caller.Needs;
import ai.hermes.sessions.caller.Role;
import ai.hermes.sessions.wire.ApiException;
import ai.hermes.sessions.wire.JsonBody;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Where a credential lies, in all profiles. For those who administer the service. */
@Path("/api/secrets")
@Consumes(MediaType.WILDCARD)
@Needs(value = Role.ADMIN, everyProfile = true)
public class FinderResource {

    /** What is shorter is in every second message. */
    private static final int SHORTEST = 8;

    private static final int LONGEST = 10_000;

    private final Finder finder;
    private final JsonBody.Reader bodies;

    @Inject
    FinderResource(Finder finder, JsonBody.Reader bodies) {
        this.finder = finder;
        this.bodies = bodies;
    }

    /**
     * Looks for a secret, which comes in the body so that no log of addresses has it. The answer does not repeat it.
     */
    @POST
    @Path("/find")
    @Operation(summary = "Tell where a credential lies: secret, cursor? (of the answer before, for the next step)")
    @APIResponse(responseCode = "200", description = "Where it lies, as far as one step of a few seconds came")
    @APIResponse(
            responseCode = "400",
            description = "The secret is missing, too short or too long, or the cursor is none")
    @APIResponse(responseCode = "503", description = "A store cannot be read now")
    public Findings find(byte[] body) {
        JsonBody members = bodies.read(body);
        members.require("secret");
        String secret = members.text("secret").orElse("").strip();
        if (secret.length() < SHORTEST || secret.length() > LONGEST) {
            throw ApiException.badRequest("secret has to have %d to %d characters".formatted(SHORTEST, LONGEST));
        }
        Optional<String> cursor = members.text("cursor").filter(it -> !it.isEmpty());
        return finder.find(Secret.of(secret), cursor.map(Cursor::parse));
    }
}
