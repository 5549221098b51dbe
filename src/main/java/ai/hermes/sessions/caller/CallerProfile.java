package ai.hermes.sessions.caller;

import ai.hermes.sessions.store.AgentStores;
import ai.hermes.sessions.store.Profile;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The profile that the request at hand speaks for. Injected into a resource and asked inside a request; work that goes
 * on elsewhere takes the {@link Profile} along, not this.
 */
@RequestScoped
public class CallerProfile {

    private final Profile profile;

    @Inject
    CallerProfile(CallerConfig config, AgentStores stores, HttpHeaders headers) {
        this.profile = chosen(
                Optional.ofNullable(headers.getCookies().get(config.profileCookie()))
                        .map(Cookie::getValue),
                known -> stores.of(known).isPresent());
    }

    /**
     * The profile that the request's cookie names. The default profile without such a cookie, and where it names none
     * that the home has: a cookie outlives a removed profile, and is no reason to refuse its owner.
     */
    public Profile profile() {
        return profile;
    }

    static Profile chosen(Optional<String> cookie, Predicate<Profile> known) {
        return cookie.flatMap(Profile::named).filter(known).orElse(Profile.DEFAULT);
    }
}
