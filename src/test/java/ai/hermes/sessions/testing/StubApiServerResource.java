package ai.hermes.sessions.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/**
 * Gives the application under test an agent's API server to ask, and fills fields of type {@link StubApiServer}. The
 * server is asked anew what it can do each time.
 */
public final class StubApiServerResource implements QuarkusTestResourceLifecycleManager {

    private final StubApiServer server = StubApiServer.start();

    @Override
    public Map<String, String> start() {
        return Map.of(
                "hermes.agent.url", server.url() + "/",
                "hermes.agent.key", StubApiServer.KEY,
                "hermes.agent.profiles.work.key", "another-key",
                "hermes.agent.timeout", "4S",
                "hermes.agent.capabilities-age", "0S");
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(server, new TestInjector.MatchesType(StubApiServer.class));
    }

    @Override
    public void stop() {
        server.close();
    }
}
