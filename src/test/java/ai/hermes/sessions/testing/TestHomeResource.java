package ai.hermes.sessions.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/**
 * Gives the application under test an empty home of its own, and fills fields of type {@link TestHome}. Classes that
 * share the application share the home, so a test begins with {@link TestHome#clear}.
 *
 * <p>The service looks more often than it does by default, so that tests need not wait.
 */
public final class TestHomeResource implements QuarkusTestResourceLifecycleManager {

    private final TestHome home = TestHome.create();

    @Override
    public Map<String, String> start() {
        return Map.of(
                "hermes.home", home.path().toString(),
                "hermes.sample-store", "false",
                "hermes.profile-scan-interval", "100MS",
                "hermes.store.watch-interval", "20MS",
                "hermes.webui.scan-interval", "50MS",
                "hermes.webui.max-file-size", "1M",
                "hermes.diagnostics.trace-url", "https://traces.test/{trace_id}",
                "hermes.health.store.interval", "50MS");
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(home, new TestInjector.MatchesType(TestHome.class));
    }

    @Override
    public void stop() {
        home.close();
    }
}
