package ai.hermes.sessions.insight;

import ai.hermes.sessions.caller.Needs;
import ai.hermes.sessions.caller.Role;
import ai.hermes.sessions.store.AgentStore;
import ai.hermes.sessions.wire.ErrorAnswer;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** What sessions used. */
@Path("/api/insights")
@Needs(Role.READ)
public class InsightResource {

    private static final int MAX_SUMMARY_DAYS = 365;

    private final InsightQueries queries;
    private final UsageRepository usage;
    private final ToolRepository tools;
    private final SummaryRepository summaries;
    private final InsightRun run;
    private final CsvAnswers csv;

    @Inject
    InsightResource(
            InsightQueries queries,
            UsageRepository usage,
            ToolRepository tools,
            SummaryRepository summaries,
            InsightRun run,
            CsvAnswers csv) {
        this.queries = queries;
        this.usage = usage;
        this.tools = tools;
        this.summaries = summaries;
        this.run = run;
        this.csv = csv;
    }

    /** The summary that clients of hermes-webui know. */
    @GET
    @NonBlocking
    @Operation(summary = "Summary of tokens, estimated cost and sessions, as hermes-webui has it")
    @APIResponse(
            responseCode = "200",
            description = "The summary",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Summary.class)))
    @APIResponse(responseCode = "400", description = "A parameter makes no sense")
    @APIResponse(responseCode = "404", description = "There is no such profile")
    @APIResponse(responseCode = "503", description = "No store can be read, or too many figures are being added up")
    public Uni<Summary> summary(@BeanParam InsightParameters asked, @Context RoutingContext context) {
        List<AgentStore> stores = queries.stores(asked);
        ZonedDateTime now = queries.now(asked.tz);
        int days = InsightQueries.days(asked.days, MAX_SUMMARY_DAYS);
        return run.start(context, cancellation -> summaries.of(stores, days, now, cancellation));
    }

    /** What sessions used, by one or two dimensions. */
    @GET
    @Path("/usage")
    @NonBlocking
    @Operation(summary = "Tokens, cost, sessions and messages by day, model, source, project and the like")
    @APIResponse(
            responseCode = "200",
            description = "The figures; cost by what is known of it, never summed",
            content = {
                @Content(mediaType = "application/json", schema = @Schema(implementation = UsageAnswer.class)),
                @Content(mediaType = "text/csv", schema = @Schema(implementation = String.class))
            })
    @APIResponse(
            responseCode = "400",
            description = "A parameter makes no sense",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = ErrorAnswer.class)))
    @APIResponse(responseCode = "404", description = "There is no such profile")
    @APIResponse(responseCode = "503", description = "No store can be read, or too many figures are being added up")
    public Uni<Response> usage(
            @BeanParam InsightParameters asked,
            @QueryParam("by")
                    @Parameter(
                            description = "One dimension, or two with a comma, of day, month, hour_of_week, model,"
                                    + " provider, source, profile, project, job; day if not given")
                    Optional<String> by,
            @Context RoutingContext context) {
        InsightQuery query = queries.of(asked);
        List<Dimension> dimensions =
                Dimension.named(by.filter(it -> !it.isBlank()).orElse("day"));
        return run.start(context, cancellation -> {
            UsageAnswer answer = usage.usage(query, dimensions, cancellation);
            return asked.csv() ? csv.of("usage", answer.csv()) : json(answer);
        });
    }

    /** The agent's ledger of models and tasks. */
    @GET
    @Path("/ledger")
    @NonBlocking
    @Operation(summary = "What was used by model, provider and task, where the store keeps a ledger")
    @APIResponse(
            responseCode = "200",
            description = "The lines of the ledger, added up",
            content = {
                @Content(mediaType = "application/json", schema = @Schema(implementation = LedgerAnswer.class)),
                @Content(mediaType = "text/csv", schema = @Schema(implementation = String.class))
            })
    @APIResponse(responseCode = "400", description = "A parameter makes no sense")
    @APIResponse(responseCode = "404", description = "There is no such profile")
    @APIResponse(responseCode = "503", description = "No store can be read, or too many figures are being added up")
    public Uni<Response> ledger(@BeanParam InsightParameters asked, @Context RoutingContext context) {
        InsightQuery query = queries.of(asked);
        return run.start(context, cancellation -> {
            LedgerAnswer answer = usage.ledger(query, cancellation);
            return asked.csv() ? csv.of("ledger", answer.csv()) : json(answer);
        });
    }

    /** Calls of tools. */
    @GET
    @Path("/tools")
    @NonBlocking
    @Operation(summary = "Calls of tools; messages are read for a while with each request")
    @APIResponse(
            responseCode = "200",
            description = "The calls that were counted so far",
            content = {
                @Content(mediaType = "application/json", schema = @Schema(implementation = ToolsAnswer.class)),
                @Content(mediaType = "text/csv", schema = @Schema(implementation = String.class))
            })
    @APIResponse(responseCode = "400", description = "A parameter makes no sense")
    @APIResponse(responseCode = "404", description = "There is no such profile")
    @APIResponse(responseCode = "503", description = "No store can be read, or too many figures are being added up")
    public Uni<Response> tools(@BeanParam InsightParameters asked, @Context RoutingContext context) {
        InsightQuery query = queries.of(asked);
        return run.start(context, cancellation -> {
            ToolsAnswer answer = tools.tools(query, cancellation);
            return asked.csv() ? csv.of("tools", answer.csv()) : json(answer);
        });
    }

    static Response json(Object answer) {
        return Response.ok(answer, MediaType.APPLICATION_JSON_TYPE).build();
    }
}
