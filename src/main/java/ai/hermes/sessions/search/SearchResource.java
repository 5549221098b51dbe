package ai.hermes.sessions.search;

import ai.hermes.sessions.caller.CallerProfile;
import ai.hermes.sessions.caller.Needs;
import ai.hermes.sessions.caller.Role;
import ai.hermes.sessions.store.AgentStore;
import ai.hermes.sessions.store.AgentStores;
import ai.hermes.sessions.store.Profile;
import ai.hermes.sessions.wire.ApiException;
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

/** The search. */
@Path("/api/search")
@Needs(Role.READ)
public class SearchResource {

    private static final int DEFAULT_LIMIT = 20;

    private final SearchService searches;
    private final AgentStores stores;
    private final CallerProfile caller;

    @Inject
    SearchResource(SearchService searches, AgentStores stores, CallerProfile caller) {
        this.searches = searches;
        this.stores = stores;
        this.caller = caller;
    }

    /** Conversations in which something is found, the best first. */
    @GET
    @NonBlocking
    @Operation(summary = "Search: words, phrases and filters, over messages, titles, tags and notes")
    @APIResponse(
            responseCode = "200",
            description = "A page of conversations, and what was searched and what was not",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = SearchAnswer.class)))
    @APIResponse(
            responseCode = "400",
            description = "The query makes no sense at the position that is told, or the cursor is not one of it",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = ErrorAnswer.class)))
    @APIResponse(
            responseCode = "404",
            description = "There is no such profile",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = ErrorAnswer.class)))
    @APIResponse(
            responseCode = "503",
            description = "No store can be searched now, or too many searches are running",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = ErrorAnswer.class)))
    public Uni<SearchAnswer> search(
            @QueryParam("q") @Parameter(description = "What is searched for; the language is in docs/search.md")
                    Optional<String> q,
            @QueryParam("profile") @Parameter(description = "Only in these profiles; the caller's if not given")
                    List<String> profile,
            @QueryParam("all_profiles") @Parameter(description = "Flag: in all profiles") Optional<String> all,
            @QueryParam("scan")
                    @Parameter(
                            description = "Flag: look through all messages for what no index finds, a while with"
                                    + " each page")
                    Optional<String> scan,
            @QueryParam("facets") @Parameter(description = "0: do not count what the answer can be narrowed to")
                    Optional<String> facets,
            @QueryParam("limit") @Parameter(description = "How many conversations at most, 1 to 100; 20 if not given")
                    Optional<String> limit,
            @QueryParam("cursor") @Parameter(description = "The next_cursor of an earlier answer to the same search")
                    Optional<String> cursor,
            @Context RoutingContext context) {
        SearchParameters asked = new SearchParameters(
                q.orElse(""),
                profiles(profile, QueryValues.flag(all)),
                QueryValues.number(limit, Integer.MAX_VALUE).orElse(DEFAULT_LIMIT),
                QueryValues.flag(scan),
                facets.filter("0"::equals).isEmpty(),
                cursor);
        return ClientWork.start(context, cancellation -> searches.search(asked, cancellation));
    }

    private List<Profile> profiles(List<String> names, boolean all) {
        if (all) {
            return stores.all().stream()
                    .map(AgentStore::profile)
                    .filter(caller.visible()::sees)
                    .toList();
        } else if (names.isEmpty()) {
            return List.of(caller.profile());
        }
        return names.stream().map(this::profile).distinct().toList();
    }

    private Profile profile(String name) {
        return Profile.named(name)
                .filter(caller.visible()::sees)
                .filter(it -> stores.of(it).isPresent())
                .orElseThrow(() -> ApiException.notFound("There is no such profile"));
    }
}
