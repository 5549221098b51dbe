package ai.hermes.sessions.caller;

import ai.hermes.sessions.store.AgentStores;
import ai.hermes.sessions.store.Profile;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The profile that the request at hand speaks for. Injected into a resource and asked inside a request; work that goes
 * on elsewhere takes the {@link Profile} along, not this.
 */
@RequestScoped
public class CallerProfile {

    private final Profile profile;
    private final Visible visible;

    @Inject
    CallerProfile(CallerConfig config, AgentStores stores, CallerAccess access, HttpHeaders headers) {
        this.visible = access.visible();
        this.profile = chosen(
                Optional.ofNullable(headers.getCookies().get(config.profileCookie()))
                        .map(Cookie::getValue),
                known -> stores.of(known).isPresent(),
                visible);
    }

    /**
     * The profile that the request's cookie names. The default profile without such a cookie, and where it names none
     * that the home has: a cookie outlives a removed profile, and is no reason to refuse its owner. A profile that the
     * caller may not see counts as one that is not there; without the default one it is the first by name.
     */
    public Profile profile() {
        return profile;
    }

    /** The profiles that the caller may see, for what is asked of several at once. */
    public Visible visible() {
        return visible;
    }

    static Profile chosen(Optional<String> cookie, Predicate<Profile> known, Visible visible) {
        return cookie.flatMap(Profile::named)
                .filter(known)
                .filter(visible::sees)
                .orElseGet(() -> usual(known, visible));
    }

    private static Profile usual(Predicate<Profile> known, Visible visible) {
        Comparator<Profile> order = Comparator.comparing((Profile it) -> !known.test(it))
                .thenComparing(it -> !it.isDefault())
                .thenComparing(Comparator.naturalOrder());
        return visible.sees(Profile.DEFAULT)
                ? Profile.DEFAULT
                : visible.only().stream().flatMap(Set::stream).min(order).orElse(Profile.DEFAULT);
    }
}
