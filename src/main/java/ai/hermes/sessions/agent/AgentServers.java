package ai.hermes.sessions.agent;

import ai.hermes.sessions.preflight.StartupCheck;
import ai.hermes.sessions.preflight.StartupFinding;
import ai.hermes.sessions.store.Profile;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which API server serves which profile. A server serves the store of one profile, and a session's id says nothing of
 * its profile, so no profile ever falls back to the server of another.
 */
@Singleton
final class AgentServers implements StartupCheck {

    private static final String PREFIX = "hermes.agent.";

    private final Map<Profile, AgentServer> servers = new HashMap<>();
    private final List<StartupFinding> findings = new ArrayList<>();

    @Inject
    AgentServers(AgentConfig config) {
        add(Profile.DEFAULT, PREFIX, config.url(), config.key());
        config.profiles().forEach((name, of) -> {
            String prefix = PREFIX + "profiles." + name + ".";
            Optional<Profile> profile = Profile.named(name).filter(it -> !it.isDefault());
            if (profile.isEmpty()) {
                error(prefix + "key", "There is no profile that could be named so.", "Write the name of a profile.");
            } else {
                Optional<String> shared = config.url().map(it -> it.strip().replaceAll("/+$", "") + "/p/" + name);
                add(profile.get(), prefix, of.url().or(() -> of.key().flatMap(key -> shared)), of.key());
            }
        });
    }

    /** The server of a profile; empty where none is configured. */
    Optional<AgentServer> of(Profile profile) {
        return Optional.ofNullable(servers.get(profile));
    }

    @Override
    public List<StartupFinding> findings() {
        return List.copyOf(findings);
    }

    private void add(Profile profile, String prefix, Optional<String> url, Optional<String> key) {
        Optional<URI> address = url.flatMap(AgentServer::address);
        Optional<String> secret = key.map(String::strip);
        if (url.isPresent() && address.isEmpty()) {
            error(
                    prefix + "url",
                    "That is no address of an API server.",
                    "Write it as http://127.0.0.1:8642, without a user, a query or a fragment.");
        }
        if (secret.filter(it -> !AgentServer.wellFormed(it)).isPresent()) {
            error(prefix + "key", "A key has printable ASCII characters only, and no blanks.", "Look at it again.");
        } else if (address.isPresent() && secret.isPresent()) {
            servers.put(profile, new AgentServer(address.get(), secret.get()));
        }
        // The shared address alone may serve other profiles only.
        boolean sharedAddress = profile.isDefault() && url.isPresent();
        if (url.isPresent() != key.isPresent() && !sharedAddress) {
            findings.add(StartupFinding.warning(
                    prefix + (url.isPresent() ? "key" : "url"),
                    "An API server needs an address and a key; one of the two is missing, so none is asked.",
                    "Set both, or none."));
        }
        address.filter(AgentServers::readableOnTheWay)
                .ifPresent(it -> findings.add(StartupFinding.warning(
                        prefix + "url",
                        "The key would travel over a network unencrypted.",
                        "Use https, or an API server on this machine.")));
    }

    private void error(String property, String message, String remedy) {
        findings.add(StartupFinding.error(property, message, remedy));
    }

    private static boolean readableOnTheWay(URI address) {
        if (address.getScheme().equalsIgnoreCase("https")) {
            return false;
        }
        try {
            return !InetAddress.getByName(address.getHost()).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return true;
        }
    }
}
