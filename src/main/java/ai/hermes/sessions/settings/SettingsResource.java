package ai.hermes.sessions.settings;

import ai.hermes.sessions.annotation.Setting;
import ai.hermes.sessions.annotation.SettingRepository;
import ai.hermes.sessions.session.PinQuota;
import ai.hermes.sessions.wire.ApiException;
import ai.hermes.sessions.wire.JsonBody;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** What people chose, for all profiles together. No secret is among it. */
@Path("/api/settings")
@Consumes(MediaType.WILDCARD)
public class SettingsResource {

    /** These would change how people log in. To take them and do nothing would leave somebody unprotected. */
    private static final List<String> OF_LOGIN =
            List.of("_set_password", "_clear_password", "_current_password", "_passwordless");

    private final SettingRepository settings;
    private final PinQuota pins;
    private final JsonBody.Reader bodies;

    @Inject
    SettingsResource(SettingRepository settings, PinQuota pins, JsonBody.Reader bodies) {
        this.settings = settings;
        this.pins = pins;
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
    @Operation(summary = "Change settings: any of those that GET tells")
    @APIResponse(responseCode = "200", description = "All settings as they are now")
    @APIResponse(responseCode = "501", description = "It would change how people log in; nothing was changed")
    @APIResponse(responseCode = "503", description = "It cannot be kept now")
    public SettingsAnswer change(byte[] body) {
        JsonBody members = bodies.read(body);
        if (OF_LOGIN.stream().anyMatch(members::has)) {
            throw new ApiException(
                    501,
                    "no_passwords",
                    "Passwords cannot be set here. Set hermes.auth.token instead; nothing was changed.",
                    Map.of());
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
        return settings();
    }

    private static boolean clears(Setting setting, JsonBody members) {
        String name = setting.wireName();
        return setting == Setting.AGENT_SESSION_SOURCE_FILTER
                && (members.isNull(name)
                        || members.scalar(name).filter(""::equals).isPresent());
    }
}
