package ai.hermes.sessions.testing;

import static org.awaitility.Awaitility.await;

import ai.hermes.sessions.conversation.ConversationList;
import ai.hermes.sessions.store.AgentStore;
import ai.hermes.sessions.store.AgentStores;
import ai.hermes.sessions.store.HomeConfig;
import ai.hermes.sessions.store.StoreFault;
import ai.hermes.sessions.store.StoreFaultException;
import io.quarkus.arc.Arc;
import io.quarkus.arc.ArcContainer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;

/** What the service that runs in this JVM shows of a home that was emptied. */
final class EmptyHome {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private EmptyHome() {}

    /**
     * Waits until the service shows nothing of a home any more, where it is the home of the service. Tests share the
     * service, so whoever waits for the rows of the next store would else take those of the last one for them.
     */
    static void awaitShown(Path home) {
        ArcContainer container = Arc.container();
        if (container != null && container.isRunning() && isServed(container, home)) {
            await("the service shows nothing of an empty home")
                    .atMost(PATIENCE)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> isShown(container));
        }
    }

    private static boolean isServed(ArcContainer container, Path home) {
        return container.instance(HomeConfig.class).get().home().equals(home);
    }

    private static boolean isShown(ArcContainer container) {
        Collection<AgentStore> stores =
                container.instance(AgentStores.class).get().all();
        ConversationList list = container.instance(ConversationList.class).get();
        return stores.size() == 1 && stores.stream().allMatch(store -> showsNothing(list, store));
    }

    private static boolean showsNothing(ConversationList list, AgentStore store) {
        try {
            list.of(store);
            return false;
        } catch (StoreFaultException e) {
            return e.fault() == StoreFault.MISSING;
        }
    }
}
