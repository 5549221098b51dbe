package ai.hermes.sessions.session;

import ai.hermes.sessions.caller.Visible;
import ai.hermes.sessions.store.Profile;
import ai.hermes.sessions.transcript.WindowRequest;
import ai.hermes.sessions.wire.ApiException;
import ai.hermes.sessions.wire.QueryValues;
import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** The query string of one session as it came. */
final class DetailParameters {

    @QueryParam("session_id")
    @Parameter(description = "Id of the session, or of any segment of its conversation", required = true)
    Optional<String> sessionId;

    @QueryParam("messages")
    @Parameter(description = "0: without messages")
    Optional<String> messages;

    @QueryParam("msg_limit")
    @Parameter(description = "How many visible messages at most, 1 to 500, the newest; all if not given")
    Optional<String> limit;

    @QueryParam("msg_before")
    @Parameter(description = "Only messages before that number: the _messages_offset of an earlier answer")
    Optional<String> before;

    @QueryParam("profile")
    @Parameter(description = "Whose session it is; the caller's profile if not given")
    Optional<String> profile;

    DetailQuery query(Profile caller, Visible visible) {
        String id = sessionId
                .filter(it -> !it.isBlank())
                .orElseThrow(() -> ApiException.badRequest("session_id is required"));
        Profile owner = profile.filter(name -> !name.isBlank())
                .map(name -> Profile.named(name).orElseThrow(() -> ApiException.badRequest("invalid profile")))
                .orElse(caller);
        return new DetailQuery(
                id,
                owner,
                visible,
                messages.filter("0"::equals).isPresent() ? Optional.empty() : Optional.of(window()));
    }

    private WindowRequest window() {
        OptionalInt rows = QueryValues.number(limit, WindowRequest.MAX_LIMIT);
        OptionalInt bound = QueryValues.number(before, Integer.MAX_VALUE);
        return new WindowRequest(
                rows.isPresent() && rows.getAsInt() > 0 ? rows : OptionalInt.empty(),
                bound.isPresent() ? OptionalLong.of(bound.getAsInt()) : OptionalLong.empty());
    }
}
