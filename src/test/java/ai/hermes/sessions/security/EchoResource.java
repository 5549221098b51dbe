package ai.hermes.sessions.security;

import ai.hermes.sessions.caller.CallerAccess;
import ai.hermes.sessions.caller.CallerProfile;
import ai.hermes.sessions.caller.Needs;
import ai.hermes.sessions.caller.Role;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;

/** Tells a test what a resource sees of a request. */
@Path("/api/echo")
@Produces(MediaType.APPLICATION_JSON)
@Needs(Role.READ)
public class EchoResource {

    private final CallerProfile profile;
    private final CallerAccess access;

    @Inject
    EchoResource(CallerProfile profile, CallerAccess access) {
        this.profile = profile;
        this.access = access;
    }

    @GET
    public Map<String, Object> seen() {
        return Map.of("profile", profile.profile(), "trusted", access.trusted());
    }

    @POST
    public Map<String, Object> size(JsonNode body) {
        return Map.of("size", body.size());
    }
}
