package ai.hermes.sessions.health;

import ai.hermes.sessions.caller.CallerProfile;
import ai.hermes.sessions.caller.Needs;
import ai.hermes.sessions.caller.Role;
import ai.hermes.sessions.conversation.ConversationList;
import ai.hermes.sessions.conversation.Source;
import ai.hermes.sessions.profile.GatewayStates;
import ai.hermes.sessions.session.SessionFinder;
import ai.hermes.sessions.store.Profile;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Clock;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** How the agent's gateway and the machine are, as far as somebody can tell who stands beside them. */
@Path("/api")
@Needs(Role.READ)
public class SurroundingsHealthResource {

    private final GatewayStates gateways;
    private final Machine machine;
    private final ConversationList conversations;
    private final SessionFinder sessions;
    private final CallerProfile caller;
    private final Clock clock;

    @Inject
    SurroundingsHealthResource(
            GatewayStates gateways,
            Machine machine,
            ConversationList conversations,
            SessionFinder sessions,
            CallerProfile caller,
            Clock clock) {
        this.gateways = gateways;
        this.machine = machine;
        this.conversations = conversations;
        this.sessions = sessions;
        this.caller = caller;
        this.clock = clock;
    }

    /** Whether the gateway of the caller's profile is known to run. */
    @GET
    @Path("/health/agent")
    @Operation(summary = "Tell whether the agent's gateway is known to run")
    @APIResponse(responseCode = "200", description = "It runs, or it is not known")
    public AgentHealth agent() {
        return AgentHealth.of(gateways.of(caller.profile()), clock.instant());
    }

    /** What the gateway of the caller's profile says of itself. */
    @GET
    @Path("/gateway/status")
    @Operation(summary = "Tell what the agent's gateway says of itself")
    @APIResponse(responseCode = "200", description = "The gateway and its chat platforms")
    public GatewayStatus gateway() {
        Profile profile = caller.profile();
        long chats = sessions.lastGood(profile).stream()
                .flatMap(it -> it.conversations().stream())
                .filter(it -> it.source().kind() == Source.Kind.MESSAGING)
                .count();
        return GatewayStatus.of(gateways.of(profile), chats, clock.instant());
    }

    /** How busy and how full the machine is. */
    @GET
    @Path("/system/health")
    @Needs(value = Role.READ, everyProfile = true)
    @Operation(summary = "Tell how busy and how full the machine is")
    @APIResponse(responseCode = "200", description = "What could be measured")
    public SystemHealth system() {
        return SystemHealth.of(
                clock.instant().toString(), machine.cpu(), machine.memory(), machine.disk(), conversations.size());
    }
}
