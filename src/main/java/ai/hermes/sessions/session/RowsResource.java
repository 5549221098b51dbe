package ai.hermes.sessions.session;

import ai.hermes.sessions.caller.CallerProfile;
import ai.hermes.sessions.caller.Needs;
import ai.hermes.sessions.caller.Role;
import ai.hermes.sessions.caller.Visible;
import ai.hermes.sessions.conversation.Conversation;
import ai.hermes.sessions.conversation.ConversationList;
import ai.hermes.sessions.conversation.Projection;
import ai.hermes.sessions.store.AgentStores;
import ai.hermes.sessions.store.Profile;
import ai.hermes.sessions.wire.ApiException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Rows by their ids, for who knows the order of a list and shows a window of it. Answered from memory. */
@Path("/api/sessions/rows")
@Needs(Role.READ)
public class RowsResource {

    private static final int MOST = 200;

    private final AgentStores stores;
    private final ConversationList conversations;
    private final CallerProfile caller;
    private final Clock clock;

    @Inject
    RowsResource(AgentStores stores, ConversationList conversations, CallerProfile caller, Clock clock) {
        this.stores = stores;
        this.conversations = conversations;
        this.caller = caller;
        this.clock = clock;
    }

    /**
     * Some rows.
     *
     * @param sessions in the order in which they were asked for, those left out that are not there
     * @param missing what was asked for and is not there
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record Rows(List<SessionSummary> sessions, List<String> missing) {}

    /** The rows of some conversations, wherever they are: on the list or kept off it. */
    @GET
    @Operation(summary = "Tell rows of the list by their ids")
    @APIResponse(responseCode = "200", description = "The rows; missing has the ids that the profile does not have")
    @APIResponse(responseCode = "400", description = "There are no ids, or more than 200")
    @APIResponse(responseCode = "503", description = "The store cannot be read, and was not before")
    public Rows rows(
            @QueryParam("id")
                    @Parameter(
                            description =
                                    "Ids of sessions, 200 at most. Of another profile than the caller's: its name,"
                                            + " a slash, the id",
                            required = true)
                    List<String> ids) {
        if (ids.isEmpty() || ids.size() > MOST) {
            throw ApiException.badRequest("id: 1 to " + MOST + " of them");
        }
        double now = clock.millis() / 1000.0;
        Map<Profile, Projection> lists = new HashMap<>();
        List<SessionSummary> rows = new ArrayList<>(ids.size());
        List<String> missing = new ArrayList<>();
        for (String id : ids) {
            Asked asked = asked(id);
            Optional<Projection> list = Optional.ofNullable(lists.get(asked.profile))
                    .or(() -> stores.of(asked.profile)
                            .map(it -> conversations.of(it).projection()));
            list.ifPresent(it -> lists.put(asked.profile, it));
            list.flatMap(it -> it.find(asked.id).map(found -> row(found, it, now)))
                    .ifPresentOrElse(rows::add, () -> missing.add(id));
        }
        return new Rows(rows, missing);
    }

    private static SessionSummary row(Conversation found, Projection list, double now) {
        return SessionSummary.of(found, found.parent().flatMap(it -> list.find(it.id())), false, now);
    }

    /** An id with a slash names a profile, if the caller may see it; ids of sessions have no slashes. */
    private Asked asked(String id) {
        int slash = id.indexOf('/');
        Visible visible = caller.visible();
        return Optional.of(id)
                .filter(it -> slash > 0)
                .flatMap(it -> Profile.named(it.substring(0, slash)))
                .filter(visible::sees)
                .map(it -> new Asked(it, id.substring(slash + 1)))
                .orElseGet(() -> new Asked(caller.profile(), id));
    }

    private record Asked(Profile profile, String id) {}
}
