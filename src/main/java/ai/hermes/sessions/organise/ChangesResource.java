package ai.hermes.sessions.organise;

import ai.hermes.sessions.annotation.AnnotationRepository.Undone;
import ai.hermes.sessions.annotation.Change;
import ai.hermes.sessions.caller.CallerProfile;
import ai.hermes.sessions.caller.Needs;
import ai.hermes.sessions.caller.Role;
import ai.hermes.sessions.session.SessionFinder;
import ai.hermes.sessions.store.Profile;
import ai.hermes.sessions.wire.ApiException;
import ai.hermes.sessions.wire.JsonBody;
import ai.hermes.sessions.wire.QueryValues;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** What was done to conversations, and its undoing. */
@Path("/api/changes")
@Consumes(MediaType.WILDCARD)
@Needs(Role.READ)
public class ChangesResource {

    private static final int LIMIT = 50;
    private static final int MAX_LIMIT = 200;

    private final Organiser organiser;
    private final SessionFinder sessions;
    private final JsonBody.Reader bodies;
    private final CallerProfile caller;

    @Inject
    ChangesResource(Organiser organiser, SessionFinder sessions, JsonBody.Reader bodies, CallerProfile caller) {
        this.organiser = organiser;
        this.sessions = sessions;
        this.bodies = bodies;
        this.caller = caller;
    }

    /** The changes of the caller's profile that can be undone. */
    @GET
    @Operation(summary = "List changes")
    @APIResponse(responseCode = "200", description = "The changes, the newest first")
    @APIResponse(responseCode = "400", description = "The cursor is none of this service")
    @APIResponse(responseCode = "503", description = "The journal cannot be read now")
    public ChangeRow.Page list(
            @QueryParam("limit") @Parameter(description = "How many at most, 1 to 200; 50 if not given")
                    Optional<String> limit,
            @QueryParam("cursor") @Parameter(description = "The next_cursor of an earlier answer")
                    Optional<String> cursor) {
        int rows = QueryValues.number(limit, MAX_LIMIT).orElse(LIMIT);
        int wanted = rows == 0 ? LIMIT : rows;
        long before =
                cursor.filter(it -> !it.isBlank()).map(ChangesResource::id).orElse(Long.MAX_VALUE);
        List<Change> changes = organiser.changes(caller.profile(), before, wanted + 1);
        List<ChangeRow> page = changes.stream().limit(wanted).map(ChangeRow::of).toList();
        return new ChangeRow.Page(
                page,
                changes.size() > wanted
                        ? Optional.of(String.valueOf(page.get(wanted - 1).changeId()))
                        : Optional.empty());
    }

    /** Takes a change back where nothing else was done since. */
    @POST
    @Path("/undo")
    @Needs(Role.ORGANISE)
    @Operation(summary = "Undo a change: change_id. The undoing is a change itself")
    @APIResponse(responseCode = "200", description = "What came of it for each conversation")
    @APIResponse(responseCode = "400", description = "The id is missing or none")
    @APIResponse(responseCode = "404", description = "The profile has no such change, or it is too old")
    @APIResponse(responseCode = "503", description = "It cannot be kept now")
    public BulkAnswer undo(byte[] body) {
        JsonBody members = bodies.read(body);
        members.require("change_id");
        Profile profile = caller.profile();
        Undone undone = members.text("change_id")
                .map(ChangesResource::id)
                .flatMap(id -> organiser.undo(profile, id))
                .orElseThrow(() -> ApiException.notFound("Change not found"));
        List<OutcomeRow> rows = undone.rows().entrySet().stream()
                .map(it -> row(profile, it.getKey().rootId(), it.getValue()))
                .toList();
        return BulkAnswer.of(undone.changeId(), false, rows);
    }

    private OutcomeRow row(Profile profile, String rootId, boolean undone) {
        String id = sessions.lastGood(profile)
                .flatMap(list -> list.find(rootId))
                .map(it -> it.tip().id())
                .orElse(rootId);
        return undone
                ? OutcomeRow.of(id, Outcome.CHANGED)
                : new OutcomeRow(
                        id,
                        Outcome.CONFLICT,
                        Optional.of("It was changed otherwise since"),
                        Optional.of("changed_since"));
    }

    private static long id(String text) {
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            throw ApiException.badRequest("that is not the id of a change");
        }
    }
}
