package ai.hermes.sessions.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Lets people log in to the application under test at a provider, and fills fields of type {@link OpenIdProvider}. */
public final class OpenIdProviderResource implements QuarkusTestResourceLifecycleManager {

    private final OpenIdProvider provider = OpenIdProvider.start();

    @Override
    public Map<String, String> start() {
        return Map.ofEntries(
                Map.entry("hermes.oidc.enabled", "true"),
                // All tests come from one address.
                Map.entry("hermes.auth.max-failures", "50"),
                Map.entry("hermes.oidc.admin", "admins"),
                Map.entry("hermes.oidc.organise", "editors"),
                Map.entry("hermes.oidc.read", "readers,visitors"),
                Map.entry("hermes.oidc.profiles.admins", "*"),
                Map.entry("hermes.oidc.profiles.editors", "work"),
                Map.entry("hermes.oidc.profiles.readers", "default,work"),
                Map.entry("quarkus.oidc.auth-server-url", provider.url()),
                Map.entry("quarkus.oidc.client-id", OpenIdProvider.CLIENT),
                Map.entry("quarkus.oidc.credentials.secret", OpenIdProvider.SECRET));
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(provider, new TestInjector.MatchesType(OpenIdProvider.class));
    }

    @Override
    public void stop() {
        provider.close();
    }
}
