package ai.hermes.sessions.chat;

import ai.hermes.sessions.caller.CallerProfile;
import ai.hermes.sessions.caller.Needs;
import ai.hermes.sessions.caller.Role;
import ai.hermes.sessions.conversation.Conversation;
import ai.hermes.sessions.session.SessionFinder;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** What clients ask about the agent's surroundings, as far as the sessions in memory tell. */
@Path("/api")
@Needs(Role.READ)
public class SurroundingsResource {

    private static final int MAX = 100;

    private final SessionFinder sessions;
    private final CallerProfile caller;

    @Inject
    SurroundingsResource(SessionFinder sessions, CallerProfile caller) {
        this.sessions = sessions;
        this.caller = caller;
    }

    /** The folders that sessions worked in. */
    @GET
    @Path("/workspaces")
    @Operation(summary = "List the folders that sessions worked in")
    @APIResponse(responseCode = "200", description = "The last hundred; the one that was used last comes first")
    public Workspaces workspaces() {
        return Workspaces.of(lastUsed(it -> it.tip().cwd()));
    }

    /** The models that sessions used. */
    @GET
    @Path("/models")
    @Operation(summary = "List the models that sessions used")
    @APIResponse(responseCode = "200", description = "The last hundred, by provider")
    public Models models() {
        Map<String, List<Models.Model>> byProvider = new LinkedHashMap<>();
        List<Used> used =
                lastUsed(Used::of).stream().filter(it -> !it.model().isEmpty()).toList();
        used.forEach(it -> byProvider.merge(
                it.provider(),
                List.of(new Models.Model(it.model(), it.model())),
                (some, more) -> Stream.concat(some.stream(), more.stream()).toList()));
        Optional<Used> last = used.stream().findFirst();
        return new Models(
                last.map(Used::provider).filter(it -> !it.isEmpty()),
                last.map(Used::model),
                byProvider.entrySet().stream()
                        .map(it -> new Models.Group(it.getKey(), it.getKey(), it.getValue()))
                        .toList());
    }

    /** What the agent wants to be allowed: nothing, through this service. */
    @GET
    @Path("/approval/pending")
    @Operation(summary = "Tell what the agent wants to be allowed: nothing here")
    @APIResponse(responseCode = "200", description = "Nothing")
    public Pending approval() {
        return Pending.NONE;
    }

    /** What the agent wants to know: nothing, through this service. */
    @GET
    @Path("/clarify/pending")
    @Operation(summary = "Tell what the agent wants to know: nothing here")
    @APIResponse(responseCode = "200", description = "Nothing")
    public Pending clarification() {
        return Pending.NONE;
    }

    /** Values that conversations of the caller's profile have, each once, those of the newest first. */
    private <T> List<T> lastUsed(Function<Conversation, T> value) {
        return sessions.lastGood(caller.profile()).stream()
                .flatMap(it -> it.conversations().stream())
                .map(value)
                .filter(it -> !it.equals(""))
                .distinct()
                .limit(MAX)
                .toList();
    }

    private record Used(String provider, String model) {

        static Used of(Conversation conversation) {
            return new Used(conversation.tip().provider(), conversation.tip().model());
        }
    }
}
