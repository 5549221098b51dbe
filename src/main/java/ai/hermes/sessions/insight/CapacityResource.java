package ai.hermes.sessions.insight;

import ai.hermes.sessions.caller.Needs;
import ai.hermes.sessions.caller.Role;
import ai.hermes.sessions.wire.ApiException;
import ai.hermes.sessions.wire.QueryValues;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** How large stores are. */
@Path("/api/insights/capacity")
@Needs(Role.READ)
public class CapacityResource {

    private static final int DEFAULT_DAYS = 90;

    private final InsightQueries queries;
    private final CapacityRepository capacity;
    private final InsightRun run;
    private final CsvAnswers csv;

    @Inject
    CapacityResource(InsightQueries queries, CapacityRepository capacity, InsightRun run, CsvAnswers csv) {
        this.queries = queries;
        this.capacity = capacity;
        this.run = run;
        this.csv = csv;
    }

    /** Bytes by table, index, source and session; growth; what the agent's prune would remove. */
    @GET
    @NonBlocking
    @Operation(
            summary = "What takes the space, how it grows, what a prune would remove; measured for a while each time")
    @APIResponse(
            responseCode = "200",
            description = "What was measured so far",
            content = {
                @Content(mediaType = "application/json", schema = @Schema(implementation = CapacityAnswer.class)),
                @Content(mediaType = "text/csv", schema = @Schema(implementation = String.class))
            })
    @APIResponse(responseCode = "400", description = "A parameter makes no sense")
    @APIResponse(responseCode = "404", description = "There is no such profile")
    @APIResponse(responseCode = "503", description = "No store can be read, or too many figures are being added up")
    public Uni<Response> capacity(
            @BeanParam InsightParameters asked,
            @QueryParam("older_than_days")
                    @Parameter(description = "What a prune would be told, 0 to 3660; 90 if not given")
                    Optional<String> olderThanDays,
            @QueryParam("refresh") @Parameter(description = "Flag: measure again what was measured")
                    Optional<String> refresh,
            @QueryParam("table")
                    @Parameter(description = "As CSV: trees, sources, sessions or growth; trees if not given")
                    Optional<String> table,
            @Context RoutingContext context) {
        CapacityQuery query = new CapacityQuery(
                queries.stores(asked),
                QueryValues.number(olderThanDays, Range.MAX_DAYS).orElse(DEFAULT_DAYS),
                QueryValues.flag(refresh),
                queries.now(asked.tz));
        CapacityAnswer.Table rows = table(table);
        return run.start(context, cancellation -> {
            CapacityAnswer answer = capacity.capacity(query, cancellation);
            return asked.csv()
                    ? csv.of(rows.name().toLowerCase(Locale.ROOT), answer.csv(rows))
                    : InsightResource.json(answer);
        });
    }

    private static CapacityAnswer.Table table(Optional<String> name) {
        return name.map(it -> Arrays.stream(CapacityAnswer.Table.values())
                        .filter(table -> table.name().equalsIgnoreCase(it))
                        .findFirst()
                        .orElseThrow(() -> ApiException.badRequest("table knows trees, sources, sessions, growth")))
                .orElse(CapacityAnswer.Table.TREES);
    }
}
