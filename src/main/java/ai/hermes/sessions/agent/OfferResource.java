package ai.hermes.sessions.agent;

import ai.hermes.sessions.agent.OfferRepository.Field;
import ai.hermes.sessions.caller.CallerProfile;
import ai.hermes.sessions.caller.Needs;
import ai.hermes.sessions.caller.Role;
import ai.hermes.sessions.wire.JsonBody;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Offers the agent what people set here. */
@Path("/api/session/offer")
@Consumes(MediaType.WILDCARD)
@Needs(Role.ORGANISE)
public class OfferResource {

    private final OfferRepository offers;
    private final JsonBody.Reader bodies;
    private final CallerProfile caller;

    @Inject
    OfferResource(OfferRepository offers, JsonBody.Reader bodies, CallerProfile caller) {
        this.offers = offers;
        this.bodies = bodies;
        this.caller = caller;
    }

    /** Offers the title, the archive flag and the pin that people set here to the agent. */
    @POST
    @Operation(
            summary = "Offer what was set here to the agent: session_id, and title, archived, pinned as flags that say"
                    + " what to offer; all three if none is given")
    @APIResponse(responseCode = "200", description = "What the agent made of each field")
    @APIResponse(responseCode = "400", description = "The id is missing")
    @APIResponse(responseCode = "403", description = "It is a subagent's session")
    @APIResponse(responseCode = "404", description = "The profile has no such session")
    @APIResponse(responseCode = "409", description = "It is not in the agent's store")
    @APIResponse(responseCode = "501", description = "No API server of the agent is configured, or it has no such call")
    @APIResponse(responseCode = "502", description = "The agent refuses the key")
    @APIResponse(responseCode = "503", description = "The agent does not answer, or the store cannot be read")
    public Offer offer(byte[] body) {
        JsonBody members = bodies.read(body);
        members.require("session_id");
        return offers.offer(caller.profile(), members.text("session_id").orElse(""), asked(members));
    }

    private static Set<Field> asked(JsonBody members) {
        EnumSet<Field> asked = EnumSet.noneOf(Field.class);
        Arrays.stream(Field.values())
                .filter(it -> members.flag(it.wireName(), false))
                .forEach(asked::add);
        boolean none = Arrays.stream(Field.values()).noneMatch(it -> members.has(it.wireName()));
        return none ? EnumSet.allOf(Field.class) : asked;
    }
}
