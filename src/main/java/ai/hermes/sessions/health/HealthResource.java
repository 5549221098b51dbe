package ai.hermes.sessions.health;

import ai.hermes.sessions.annotation.AnnotationRepository;
import ai.hermes.sessions.caller.CallerAccess;
import ai.hermes.sessions.caller.Needs;
import ai.hermes.sessions.caller.Role;
import ai.hermes.sessions.conversation.ConversationList;
import ai.hermes.sessions.health.HealthAnswer.AcceptLoop;
import ai.hermes.sessions.wire.QueryValues;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Health in the form that clients and supervisors of a web page for Hermes know. Answered in the event loop. */
@Path("/health")
@Needs(Role.ANYONE)
public class HealthResource {

    private final Health health;
    private final ConversationList conversations;
    private final AnnotationRepository annotations;
    private final RequestCounter requests;
    private final ServerLife life;
    private final CallerAccess caller;
    private final ObjectMapper json;
    private final Clock clock;
    private final String version;

    @Inject
    HealthResource(
            Health health,
            ConversationList conversations,
            AnnotationRepository annotations,
            RequestCounter requests,
            ServerLife life,
            CallerAccess caller,
            ObjectMapper json,
            Clock clock,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.health = health;
        this.conversations = conversations;
        this.annotations = annotations;
        this.requests = requests;
        this.life = life;
        this.caller = caller;
        this.json = json;
        this.clock = clock;
        this.version = version;
    }

    /**
     * Tells how the service is. Whoever asks for the components and does not show the token, where one is set, is told
     * the status alone.
     *
     * @param deep whether to tell of each component, and to count a sick store as well; who accepts
     *     {@code application/health+json} gets that form of it in any case
     * @return 200, or 503 when the service is of no use
     */
    @GET
    @Operation(summary = "Tell how the service is")
    @APIResponse(
            responseCode = "200",
            description = "It is of use",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = HealthAnswer.class)))
    @APIResponse(
            responseCode = "503",
            description = "It is of no use",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = HealthAnswer.class)))
    @NonBlocking
    @Produces({MediaType.APPLICATION_JSON, HealthJson.MEDIA_TYPE})
    public Response health(
            @QueryParam("deep") @Parameter(description = "Flag: tell of each component") Optional<String> deep,
            HttpHeaders headers) {
        boolean draft = headers.getAcceptableMediaTypes().stream()
                .anyMatch(it -> HealthJson.MEDIA_TYPE.equals(it.getType() + "/" + it.getSubtype()));
        boolean all = draft || QueryValues.flag(deep);
        Optional<DeepHealth> checks =
                all ? Optional.of(DeepHealth.of(health, conversations.size(), annotations)) : Optional.empty();
        boolean well = health.alive() && checks.map(DeepHealth::healthy).orElse(true);
        Response.ResponseBuilder response =
                Response.status(well ? 200 : 503).header(HttpHeaders.CACHE_CONTROL, "no-store");
        if (draft) {
            return response.type(HealthJson.MEDIA_TYPE).entity(draft(well)).build();
        }
        return response.type(MediaType.APPLICATION_JSON_TYPE)
                .entity(all && !caller.trusted() ? Map.of("status", word(well)) : answer(well, checks))
                .build();
    }

    private byte[] draft(boolean well) {
        try {
            return json.writeValueAsBytes(
                    caller.trusted()
                            ? HealthJson.of(well, health.components(), version, clock)
                            : Map.of("status", well ? Level.PASS : Level.FAIL));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HealthAnswer answer(boolean well, Optional<DeepHealth> checks) {
        return new HealthAnswer(
                word(well),
                caller.trusted() ? conversations.size() : 0,
                0,
                0,
                List.of(),
                Optional.empty(),
                epoch(life.startedAt()),
                Rounded.seconds(life.uptime()),
                new AcceptLoop(requests.total(), epoch(requests.last())),
                checks);
    }

    private static String word(boolean well) {
        return well ? "ok" : "degraded";
    }

    private static double epoch(Instant instant) {
        return instant.toEpochMilli() / 1000.0;
    }
}
