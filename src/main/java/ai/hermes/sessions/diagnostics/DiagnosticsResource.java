package ai.hermes.sessions.diagnostics;

import ai.hermes.sessions.caller.Needs;
import ai.hermes.sessions.caller.Role;
import ai.hermes.sessions.lease.Lease;
import ai.hermes.sessions.lease.LeaseBook;
import ai.hermes.sessions.lease.PoolState;
import ai.hermes.sessions.store.AgentStores;
import ai.hermes.sessions.webui.WebuiSessions;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Who holds which connection, what is open, and where it goes. */
@Path("/api/diagnostics")
@Needs(value = Role.ADMIN, everyProfile = true)
public class DiagnosticsResource {

    private final LeaseBook book;
    private final DescriptorCensus census;
    private final DescriptorWatch watch;
    private final AgentStores stores;
    private final WebuiSessions webui;
    private final StoreHolders holders;
    private final TraceLink link;
    private final Clock clock;
    private final BuildReport build;

    @Inject
    DiagnosticsResource(
            LeaseBook book,
            DescriptorCensus census,
            DescriptorWatch watch,
            AgentStores stores,
            WebuiSessions webui,
            StoreHolders holders,
            TraceLink link,
            Clock clock,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.book = book;
        this.census = census;
        this.watch = watch;
        this.stores = stores;
        this.webui = webui;
        this.holders = holders;
        this.link = link;
        this.clock = clock;
        this.build = BuildReport.of(version);
    }

    /** Looks, and tells; between two questions hardly anything is done for it. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Tell leases, pools, descriptors and the state of each store")
    @APIResponse(
            responseCode = "200",
            description = "What the service knows of itself; null is what it cannot know here",
            content = @Content(schema = @Schema(implementation = Diagnostics.class)))
    public Response diagnostics() {
        return Response.ok(now()).header(HttpHeaders.CACHE_CONTROL, "no-store").build();
    }

    private Diagnostics now() {
        Instant now = clock.instant();
        Collection<PoolState> pools = book.pools();
        DescriptorCounts counts = census.counts();
        return new Diagnostics(
                build,
                Seconds.of(
                        Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime())),
                reports(book.live().stream()
                        .sorted(Comparator.comparing(Lease::since))
                        .toList()),
                reports(book.recent()),
                pools,
                DescriptorReport.of(counts, DescriptorForecast.of(counts, watch.perHour()), pools, watch.history(now)),
                stores.all().stream().map(store -> StoreReport.of(store, now)).toList(),
                webui.report(),
                holders.find());
    }

    private List<LeaseReport> reports(List<Lease> leases) {
        return leases.stream().map(it -> LeaseReport.of(it, link)).toList();
    }
}
