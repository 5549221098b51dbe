package ai.hermes.sessions.window;

import ai.hermes.sessions.caller.CallerProfile;
import ai.hermes.sessions.caller.Needs;
import ai.hermes.sessions.caller.Role;
import ai.hermes.sessions.transcript.Anchor;
import ai.hermes.sessions.transcript.Findings;
import ai.hermes.sessions.transcript.PictureAddress;
import ai.hermes.sessions.transcript.Turns;
import ai.hermes.sessions.wire.ApiException;
import ai.hermes.sessions.wire.ErrorAnswer;
import ai.hermes.sessions.wire.QueryValues;
import ai.hermes.sessions.wire.Turnstile;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Parts of a conversation: windows of messages, its turns, and where a text is in it. */
@Path("/api/session")
@Needs(Role.READ)
@APIResponse(responseCode = "304", description = "It is what the answer with that tag had")
@APIResponse(
        responseCode = "400",
        description = "Something is missing, or makes no sense",
        content = @Content(mediaType = "application/json", schema = @Schema(implementation = ErrorAnswer.class)))
@APIResponse(
        responseCode = "404",
        description = "There is no such session in the profile, or no such message in it",
        content = @Content(mediaType = "application/json", schema = @Schema(implementation = ErrorAnswer.class)))
@APIResponse(
        responseCode = "503",
        description = "It cannot be read now",
        content = @Content(mediaType = "application/json", schema = @Schema(implementation = ErrorAnswer.class)))
public class WindowResource {

    private static final int LIMIT = 200;
    private static final int MOST = 500;
    private static final int MAX_BYTES = 150_000;
    private static final int LEAST_BYTES = 20_000;
    private static final int MOST_BYTES = 1_000_000;
    private static final int TURNS = 500;
    private static final int MOST_TURNS = 1_000;
    private static final int HITS = 100;
    private static final int LONGEST_TEXT = 200;

    private static final int FINDERS = 4;
    private static final long PATIENCE_MILLIS = 2_000;

    /** Each has some megabytes of messages in memory. */
    private final Turnstile finders = new Turnstile(FINDERS, PATIENCE_MILLIS);

    private final Opener opener;
    private final WindowAnswers windows;
    private final ObjectMapper json;
    private final CallerProfile caller;

    @Inject
    WindowResource(Opener opener, WindowAnswers windows, ObjectMapper json, CallerProfile caller) {
        this.opener = opener;
        this.windows = windows;
        this.json = json;
        this.caller = caller;
    }

    /** Messages in a row, in an answer that is never larger than what was asked for. */
    @GET
    @Path("/window")
    @Operation(summary = "Read a window of a conversation")
    @APIResponse(
            responseCode = "200",
            description = "Messages, oldest first, long texts cut",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = WindowBody.class)))
    public Response window(
            @BeanParam Asked asked,
            @QueryParam("max_bytes") @Parameter(description = "Size of the answer at most, 20000 to 1000000")
                    Optional<String> maxBytes,
            @Context Request request) {
        int bytes =
                Math.max(LEAST_BYTES, QueryValues.number(maxBytes, MOST_BYTES).orElse(MAX_BYTES));
        Anchor anchor = asked.anchor(new Anchor.Tip());
        byte[] body = opener.with(
                caller,
                asked.sessionId,
                asked.profile,
                it -> windows.of(it, anchor, asked.limit(LIMIT, MOST), bytes, asked.show(), addresses(asked)));
        return Answered.json(body, request);
    }

    private static PictureAddress addresses(Asked asked) {
        String profile = asked.profile
                .filter(it -> !it.isBlank())
                .map(it -> "&profile=" + URLEncoder.encode(it, StandardCharsets.UTF_8))
                .orElse("");
        return (session, id, part) -> "api/session/image?session_id="
                + URLEncoder.encode(session, StandardCharsets.UTF_8) + "&id=" + id + "&part=" + part + profile;
    }

    /** What the user said, for navigation. */
    @GET
    @Path("/turns")
    @Operation(summary = "List the turns of a conversation")
    @APIResponse(
            responseCode = "200",
            description = "How each turn begins, oldest first",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = TurnsBody.class)))
    public Response turns(@BeanParam Asked asked, @Context Request request) {
        Anchor anchor = asked.anchor(new Anchor.Root());
        if (anchor instanceof Anchor.Around) {
            throw ApiException.badRequest("turns are had from, before or after, not around");
        }
        TurnsBody body = opener.with(caller, asked.sessionId, asked.profile, it -> {
            Turns turns = it.messages().turns(anchor, asked.limit(TURNS, MOST_TURNS), asked.show());
            return new TurnsBody(it.tip(), it.root(), turns.turns(), turns.before(), turns.after(), turns.scannedTo());
        });
        return Answered.json(Written.of(json, body).bytes(), request);
    }

    /** Where a text is, from the root on. */
    @GET
    @Path("/find")
    @Operation(summary = "Find a text in a conversation")
    @APIResponse(
            responseCode = "200",
            description = "The texts that have it",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = FindingsBody.class)))
    public Response find(
            @BeanParam Asked asked,
            @QueryParam("q") @Parameter(description = "What is looked for, whatever its case", required = true)
                    Optional<String> text,
            @Context Request request) {
        String wanted = text.filter(it -> !it.isBlank()).orElseThrow(() -> ApiException.badRequest("q is required"));
        if (wanted.length() > LONGEST_TEXT) {
            throw ApiException.badRequest("q has " + LONGEST_TEXT + " characters at most");
        }
        FindingsBody body = finders.enter(() -> opener.with(caller, asked.sessionId, asked.profile, it -> {
            Findings found = it.messages().find(wanted, asked.afterId(), asked.limit(HITS, MOST), asked.show());
            return new FindingsBody(
                    it.tip(),
                    it.root(),
                    found.hits(),
                    found.searched(),
                    found.next().isEmpty(),
                    found.next());
        }));
        return Answered.json(Written.of(json, body).bytes(), request);
    }
}
