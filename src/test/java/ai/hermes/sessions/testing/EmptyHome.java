package ai.hermes.sessions.testing;

import static org.awaitility.Awaitility.await;

import ai.hermes.sessions.store.AgentStore;
import ai.hermes.sessions.store.AgentStores;
import ai.hermes.sessions.store.HomeConfig;
import ai.hermes.sessions.store.StoreFault;
import io.quarkus.arc.Arc;
import io.quarkus.arc.ArcContainer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;

/** What the service that runs in this JVM knows of a home that was emptied. */
final class EmptyHome {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private EmptyHome() {}

    /**
     * Waits until the service knows that there is no store in a home, where it is the home of the service. Tests share
     * the service, so whoever waits for the rows of the next store would else take those of the last one for them.
     */
    static void awaitKnown(Path home) {
        ArcContainer container = Arc.container();
        if (container != null && container.isRunning() && isServed(container, home)) {
            await("the service knows that its home is empty")
                    .atMost(PATIENCE)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> isKnown(container));
        }
    }

    private static boolean isServed(ArcContainer container, Path home) {
        return container.instance(HomeConfig.class).get().home().equals(home);
    }

    private static boolean isKnown(ArcContainer container) {
        Collection<AgentStore> stores =
                container.instance(AgentStores.class).get().all();
        return stores.size() == 1 && stores.stream().allMatch(EmptyHome::isMissing);
    }

    private static boolean isMissing(AgentStore store) {
        return store.condition().fault().filter(StoreFault.MISSING::equals).isPresent();
    }
}
