package ai.hermes.sessions.profile;

import ai.hermes.sessions.caller.CallerConfig;
import ai.hermes.sessions.caller.CallerProfile;
import ai.hermes.sessions.caller.Needs;
import ai.hermes.sessions.caller.Role;
import ai.hermes.sessions.wire.JsonBody;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestResponse;

/** Which profiles there are, and for which one a browser speaks. */
@Path("/api")
@Consumes(MediaType.WILDCARD)
@Needs(Role.READ)
public class ProfilesResource {

    private static final int REMEMBERED = (int) Duration.ofDays(365).toSeconds();

    private final ProfileRepository profiles;
    private final CallerProfile caller;
    private final CallerConfig config;
    private final JsonBody.Reader bodies;

    @Inject
    ProfilesResource(ProfileRepository profiles, CallerProfile caller, CallerConfig config, JsonBody.Reader bodies) {
        this.profiles = profiles;
        this.caller = caller;
        this.config = config;
        this.bodies = bodies;
    }

    /** All profiles. */
    @GET
    @Path("/profiles")
    @Operation(summary = "List the profiles of the home")
    @APIResponse(responseCode = "200", description = "The default profile first, then by name")
    public ProfileList list() {
        return profiles.list(caller.profile(), caller.visible());
    }

    /** The profile that the request speaks for. */
    @GET
    @Path("/profile/active")
    @Operation(summary = "Tell which profile the request speaks for")
    @APIResponse(responseCode = "200", description = "The profile")
    public ActiveProfile active() {
        return profiles.active(caller.profile());
    }

    /** Lets a browser speak for another profile, by a cookie. */
    @POST
    @Path("/profile/switch")
    @Operation(summary = "Speak for another profile: name")
    @APIResponse(
            responseCode = "200",
            description = "The cookie is set",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = ProfileSwitch.class)))
    @APIResponse(responseCode = "400", description = "The name is missing, or none that a profile could have")
    @APIResponse(responseCode = "404", description = "The home has no such profile")
    public RestResponse<ProfileSwitch> choose(byte[] body) {
        ProfileSwitch answer = profiles.choose(bodies.read(body), caller.visible());
        NewCookie cookie = new NewCookie.Builder(config.profileCookie())
                .value(answer.active())
                .path("/")
                .maxAge(REMEMBERED)
                .httpOnly(true)
                .sameSite(NewCookie.SameSite.LAX)
                .build();
        return RestResponse.ResponseBuilder.ok(answer).cookie(cookie).build();
    }
}
