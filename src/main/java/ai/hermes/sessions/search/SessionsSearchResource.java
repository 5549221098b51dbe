package ai.hermes.sessions.search;

import ai.hermes.sessions.caller.CallerProfile;
import ai.hermes.sessions.caller.Needs;
import ai.hermes.sessions.caller.Role;
import ai.hermes.sessions.store.AgentStore;
import ai.hermes.sessions.store.AgentStores;
import ai.hermes.sessions.store.Profile;
import ai.hermes.sessions.wire.ClientWork;
import ai.hermes.sessions.wire.ErrorAnswer;
import ai.hermes.sessions.wire.QueryValues;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** The search as clients of the old web UI know it. */
@Path("/api/sessions")
@Needs(Role.READ)
public class SessionsSearchResource {

    private final SearchService searches;
    private final AgentStores stores;
    private final CallerProfile caller;

    @Inject
    SessionsSearchResource(SearchService searches, AgentStores stores, CallerProfile caller) {
        this.searches = searches;
        this.stores = stores;
        this.caller = caller;
    }

    /** The search of the old web UI: words alone, no pages. */
    @GET
    @Path("/search")
    @NonBlocking
    @Operation(summary = "Search titles, then messages, for words")
    @APIResponse(
            responseCode = "200",
            description = "At most 200 conversations",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = SessionsSearchAnswer.class)))
    @APIResponse(
            responseCode = "503",
            description = "No store can be searched now, or too many searches are running",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = ErrorAnswer.class)))
    public Uni<SessionsSearchAnswer> sessions(
            @QueryParam("q") @Parameter(description = "Words; all conversations if there are none") Optional<String> q,
            @QueryParam("content") @Parameter(description = "1: messages as well, as if not given")
                    Optional<String> content,
            @QueryParam("depth") @Parameter(description = "Accepted for older clients. Messages are searched in full")
                    Optional<String> depth,
            @QueryParam("all_profiles") @Parameter(description = "Flag: in all profiles") Optional<String> all,
            @Context RoutingContext context) {
        Profile own = caller.profile();
        boolean everywhere = QueryValues.flag(all);
        List<Profile> profiles = everywhere
                ? stores.all().stream()
                        .map(AgentStore::profile)
                        .filter(caller.visible()::sees)
                        .toList()
                : List.of(own);
        boolean messages = content.map("1"::equals).orElse(true);
        return ClientWork.start(
                context,
                cancellation -> SessionsSearchAnswer.of(
                        searches.plain(q.orElse("").strip(), profiles, messages, cancellation),
                        everywhere,
                        own.name()));
    }
}
