package ai.hermes.sessions.settings;

import ai.hermes.sessions.annotation.Setting;
import ai.hermes.sessions.annotation.SettingRepository;
import ai.hermes.sessions.caller.Needs;
import ai.hermes.sessions.caller.Role;
import ai.hermes.sessions.login.PasswordChange;
import ai.hermes.sessions.session.PinQuota;
import ai.hermes.sessions.wire.JsonBody;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestResponse;

/** What people chose, for all profiles together; no secret is told. */
@Path("/api/settings")
@Consumes(MediaType.WILDCARD)
@Needs(Role.READ)
public class SettingsResource {

    private final SettingRepository settings;
    private final PinQuota pins;
    private final PasswordChange password;
    private final JsonBody.Reader bodies;

    @Inject
    SettingsResource(SettingRepository settings, PinQuota pins, PasswordChange password, JsonBody.Reader bodies) {
        this.settings = settings;
        this.pins = pins;
        this.password = password;
        this.bodies = bodies;
    }

    /** All settings. */
    @GET
    @Operation(summary = "Tell the settings")
    @APIResponse(responseCode = "200", description = "All settings; those that nobody touched with what holds then")
    public SettingsAnswer settings() {
        return SettingsAnswer.of(settings.settings(), pins.limit());
    }

    /** Changes some settings; what is not known, or is of the wrong kind, counts as not given. */
    @POST
    @Needs(value = Role.ADMIN, everyProfile = true)
    @Operation(
            summary = "Change settings: any of those that GET tells; the password: _set_password or _clear_password,"
                    + " and _current_password")
    @APIResponse(
            responseCode = "200",
            description = "All settings as they are now",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = SettingsAnswer.class)))
    @APIResponse(responseCode = "400", description = "The password is missing")
    @APIResponse(responseCode = "403", description = "The current password is wrong, or the other one cannot be one")
    @APIResponse(responseCode = "409", description = "The password cannot be changed here; nothing was changed")
    @APIResponse(responseCode = "429", description = "There were too many wrong passwords")
    @APIResponse(responseCode = "501", description = "There are no passkeys; nothing was changed")
    @APIResponse(responseCode = "503", description = "It cannot be kept now")
    public RestResponse<SettingsAnswer> change(byte[] body) {
        JsonBody members = bodies.read(body);
        RestResponse.ResponseBuilder<SettingsAnswer> answer = RestResponse.ResponseBuilder.create(Response.Status.OK);
        if (password.wantedBy(members)) {
            answer.cookie(password.make(members));
        }
        Map<Setting, Optional<String>> chosen = new EnumMap<>(Setting.class);
        for (Setting setting : Setting.values()) {
            Optional<String> kept = members.scalar(setting.wireName()).flatMap(setting::kept);
            if (kept.isPresent() || clears(setting, members)) {
                chosen.put(setting, kept);
            }
        }
        if (!chosen.isEmpty()) {
            settings.choose(chosen);
        }
        return answer.entity(settings()).build();
    }

    private static boolean clears(Setting setting, JsonBody members) {
        String name = setting.wireName();
        return setting == Setting.AGENT_SESSION_SOURCE_FILTER
                && (members.isNull(name)
                        || members.scalar(name).filter(""::equals).isPresent());
    }
}
