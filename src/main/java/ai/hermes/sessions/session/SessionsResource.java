package ai.hermes.sessions.session;

import ai.hermes.sessions.caller.CallerProfile;
import ai.hermes.sessions.caller.Needs;
import ai.hermes.sessions.caller.Role;
import ai.hermes.sessions.caller.Visible;
import ai.hermes.sessions.store.Profile;
import ai.hermes.sessions.wire.ErrorAnswer;
import io.netty.buffer.Unpooled;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.buffer.impl.BufferImpl;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** The list that sidebars poll. */
@Path("/api/sessions")
@Needs(Role.READ)
public class SessionsResource {

    private static final DateTimeFormatter OFFSET = DateTimeFormatter.ofPattern("xx");
    private static final MediaType JSON = MediaType.APPLICATION_JSON_TYPE.withCharset("utf-8");
    /** Unless it is accepted with a weight of 0. */
    private static final Pattern GZIP = Pattern.compile("\\bgzip\\b(?!\\s*;\\s*q=0(?:\\.0*)?(?:,|$))");

    private final SessionRepository sessions;
    private final ListAnswers answers;
    private final ListMakers makers;
    private final SavedViews views;
    private final CallerProfile caller;

    @Inject
    SessionsResource(
            SessionRepository sessions,
            ListAnswers answers,
            ListMakers makers,
            SavedViews views,
            CallerProfile caller) {
        this.sessions = sessions;
        this.answers = answers;
        this.makers = makers;
        this.views = views;
        this.caller = caller;
    }

    /** The conversations of a profile or of all, newest first, a page at a time. */
    @GET
    @Operation(summary = "List conversations")
    @APIResponse(
            responseCode = "200",
            description = "The rows of a page, and counts of the whole",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(allOf = {ListRows.class, SessionListBody.class, ListMoment.class})))
    @APIResponse(responseCode = "304", description = "Nothing but the clock has changed since the answer with that tag")
    @APIResponse(
            responseCode = "400",
            description = "The cursor or the rule is not one of this service, or a filter makes no sense",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = ErrorAnswer.class)))
    @APIResponse(
            responseCode = "404",
            description = "The profile has no such view",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = ErrorAnswer.class)))
    @APIResponse(
            responseCode = "503",
            description = "The store cannot be read, and was not before; or too many different lists are asked for",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = ErrorAnswer.class)))
    @NonBlocking
    public Uni<Response> list(
            @BeanParam ListParameters parameters, @Context Request request, @Context HttpHeaders headers) {
        Profile profile = caller.profile();
        return answered(parameters.query(id -> views.query(profile, id), views.projects()), request, headers);
    }

    /** The order of all conversations of a list, with what they are grouped by, for who shows windows of it. */
    @GET
    @Path("/index")
    @Operation(
            summary = "Tell the order of a list: ids and what rows are grouped by, for all pages at once",
            description = "The parameters are those of the list. limit, cursor and group are not looked at.")
    @APIResponse(
            responseCode = "200",
            description = "The index, and counts of the same moment",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(allOf = {IndexMember.class, SessionListBody.class, ListMoment.class})))
    @APIResponse(responseCode = "304", description = "Nothing but the clock has changed since the answer with that tag")
    @APIResponse(
            responseCode = "400",
            description = "The rule is not one of this service, or a filter makes no sense",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = ErrorAnswer.class)))
    @APIResponse(
            responseCode = "404",
            description = "The profile has no such view",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = ErrorAnswer.class)))
    @APIResponse(
            responseCode = "503",
            description = "The store cannot be read, and was not before; or too many different lists are asked for",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = ErrorAnswer.class)))
    @NonBlocking
    public Uni<Response> index(
            @BeanParam ListParameters parameters, @Context Request request, @Context HttpHeaders headers) {
        Profile profile = caller.profile();
        return answered(parameters.index(id -> views.query(profile, id), views.projects()), request, headers);
    }

    /** Says how the answer looks; it is written from bytes. */
    record IndexMember(SessionIndex index) {}

    private Uni<Response> answered(ListQuery query, Request request, HttpHeaders headers) {
        Profile profile = caller.profile();
        Visible visible = caller.visible();
        boolean gzip = acceptsGzip(headers);
        // What is ready is answered at once, however many threads wait for stores; what has to be made is not made
        // here.
        return sessions.ready(query, profile, visible, gzip)
                .map(list -> Uni.createFrom().item(answer(list, request, gzip)))
                .orElseGet(() -> makers.make(
                                new Asked(new ReadyList.Key(query, profile, visible), gzip),
                                () -> sessions.list(query, profile, visible, gzip))
                        .map(list -> answer(list, request, gzip)));
    }

    /** What is made once for all who ask for it. */
    private record Asked(ReadyList.Key list, boolean gzip) {}

    private static boolean acceptsGzip(HttpHeaders headers) {
        String accepted = headers.getHeaderString(HttpHeaders.ACCEPT_ENCODING);
        return accepted != null && GZIP.matcher(accepted).find();
    }

    private Response answer(SessionList list, Request request, boolean gzip) {
        String offset = OFFSET.format(ZonedDateTime.now(ZoneId.systemDefault()));
        EntityTag tag = new EntityTag(list.tag(offset), true);
        Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
        Response.ResponseBuilder answer = unchanged == null ? complete(list, offset, gzip) : unchanged;
        list.faults().stream().findFirst().ifPresent(fault -> answer.header(FaultNotice.HEADER, fault.code()));
        return answer.tag(tag)
                .header(HttpHeaders.CACHE_CONTROL, "no-cache")
                .header(HttpHeaders.VARY, "Cookie, Accept-Encoding")
                .build();
    }

    /** Adds what moves with the clock to the end of a ready list. */
    private Response.ResponseBuilder complete(SessionList list, String offset, boolean gzip) {
        byte[] tail = answers.bytes(ListMoment.of(list, offset));
        // The tail's opening brace becomes the comma between the two.
        tail[0] = ',';
        Optional<GzippedHead> gzipped = list.ready().gzipped().filter(it -> gzip);
        // The head is large, shared by all answers, and not copied for any.
        Buffer whole = gzipped.map(head -> joined(head.bytes(), head.end(tail)))
                .orElseGet(() -> joined(list.ready().body(), tail));
        Response.ResponseBuilder answer = Response.ok(whole, JSON);
        return gzipped.isPresent() ? answer.header(HttpHeaders.CONTENT_ENCODING, "gzip") : answer;
    }

    private static Buffer joined(byte[] head, byte[] tail) {
        return BufferImpl.buffer(Unpooled.wrappedBuffer(head, tail));
    }
}
