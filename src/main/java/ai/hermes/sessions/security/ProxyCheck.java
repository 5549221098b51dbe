package ai.hermes.sessions.security;

import ai.hermes.sessions.preflight.StartupCheck;
import ai.hermes.sessions.preflight.StartupFinding;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * What a proxy says of where a request comes from is believed of listed proxies only. Quarkus would believe anybody
 * where none is listed, and each caller could take any address.
 */
@Singleton
final class ProxyCheck implements StartupCheck {

    private static final String LISTED = "quarkus.http.proxy.trusted-proxies";

    private final boolean believes;
    private final boolean listed;

    @Inject
    ProxyCheck(
            @ConfigProperty(name = "quarkus.http.proxy.proxy-address-forwarding") boolean believes,
            @ConfigProperty(name = LISTED) Optional<List<String>> listed) {
        this.believes = believes;
        this.listed = listed.filter(it -> !it.isEmpty()).isPresent();
    }

    @Override
    public List<StartupFinding> findings() {
        return believes && !listed
                ? List.of(StartupFinding.error(
                        LISTED,
                        "Whoever calls could say by a header that the request comes from somebody else.",
                        "List the addresses of the proxies (HERMES_WEBUI_TRUSTED_PROXY_CIDRS), or set"
                                + " HERMES_WEBUI_TRUST_FORWARDED_FOR=false."))
                : List.of();
    }
}
