package ai.hermes.sessions.window;

import ai.hermes.sessions.wire.ApiException;
import ai.hermes.sessions.wire.QueryValues;
import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import java.util.OptionalInt;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** The message that a request speaks of, as it came. */
final class AskedMessage {

    private static final int LAST_PART = 1_000_000;

    @QueryParam("session_id")
    @Parameter(description = "Id of the session, or of any segment of its conversation", required = true)
    Optional<String> sessionId;

    @QueryParam("profile")
    @Parameter(description = "Whose session it is; the caller's profile if not given")
    Optional<String> profile;

    @QueryParam("id")
    @Parameter(description = "Id of the message", required = true)
    Optional<String> id;

    @QueryParam("part")
    @Parameter(description = "Number of a part of the content, from 0 on")
    Optional<String> part;

    long id() {
        return Asked.id("id", id);
    }

    OptionalInt part() {
        OptionalInt number = QueryValues.number(part, LAST_PART);
        if (part.isPresent() && number.isEmpty()) {
            throw ApiException.badRequest("part is the number of a part");
        }
        return number;
    }
}
