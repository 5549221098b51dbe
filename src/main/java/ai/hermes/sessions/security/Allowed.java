package ai.hermes.sessions.security;

import ai.hermes.sessions.preflight.StartupCheck;
import ai.hermes.sessions.preflight.StartupFinding;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The hosts and origins that are allowed by the set-up. */
@Singleton
final class Allowed implements StartupCheck {

    private static final String HOSTS = "hermes.security.allowed-hosts";
    private static final String ORIGINS = "hermes.security.allowed-origins";

    private final List<StartupFinding> findings = new ArrayList<>();
    private final Set<String> hosts = new HashSet<>(Set.of("localhost", "127.0.0.1", Authority.canonical("::1")));
    private final Set<Origin> origins = new HashSet<>();

    @Inject
    Allowed(SecurityConfig config, @ConfigProperty(name = "quarkus.http.host") String bound) {
        hosts.add(Authority.canonical(bound));
        read(HOSTS, config.allowedHosts(), Authority::parse, "a host's name, such as sessions.example.org")
                .forEach(host -> hosts.add(host.host()));
        origins.addAll(read(
                ORIGINS, config.allowedOrigins(), Origin::parse, "an origin, such as https://sessions.example.org"));
        origins.forEach(origin -> hosts.add(origin.host()));
    }

    /** Whether the service may be called under that name, over a connection that arrived at that address. */
    boolean host(Authority called, String arrivedAt) {
        return hosts.contains(called.host()) || called.host().equals(Authority.canonical(arrivedAt));
    }

    /** Whether pages of that origin may use the service. */
    boolean origin(Origin origin) {
        return origins.contains(origin);
    }

    /** Whether there are origins besides our own. */
    boolean anyOrigin() {
        return !origins.isEmpty();
    }

    @Override
    public List<StartupFinding> findings() {
        return List.copyOf(findings);
    }

    private <T> List<T> read(
            String property, Optional<List<String>> entries, Function<String, Optional<T>> form, String wanted) {
        List<T> result = new ArrayList<>();
        for (String entry : entries.orElse(List.of())) {
            form.apply(entry.strip())
                    .ifPresentOrElse(
                            result::add,
                            () -> findings.add(StartupFinding.error(
                                    property,
                                    "\"%s\" is not %s.".formatted(entry, wanted),
                                    "Write each one out; there are no wildcards.")));
        }
        return result;
    }
}
