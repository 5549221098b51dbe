package ai.hermes.sessions.testing;

import static org.awaitility.Awaitility.await;

import ai.hermes.sessions.annotation.AnnotationFaultException;
import ai.hermes.sessions.annotation.AnnotationWriter;
import ai.hermes.sessions.store.AgentStore;
import ai.hermes.sessions.store.AgentStores;
import ai.hermes.sessions.store.HomeConfig;
import ai.hermes.sessions.store.StoreFault;
import io.quarkus.arc.Arc;
import io.quarkus.arc.ArcContainer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;

/** What the service that runs in this JVM knows of a home that was emptied. */
final class EmptyHome {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private EmptyHome() {}

    /**
     * Waits until the service knows that there is no store in a home, where it is the home of the service. Tests share
     * the service, so whoever waits for the rows of the next store would else take those of the last one for them.
     */
    static void awaitKnown(Path home) {
        serving(home).ifPresent(service -> await("the service knows that its home is empty")
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> isKnown(service)));
    }

    /**
     * Makes the service forget what people added, after the database of that was removed: it goes on with what it has
     * in memory until the next change, which makes another database in the home.
     */
    static void forgetAnnotations(Path home) {
        serving(home).ifPresent(service -> {
            try {
                service.instance(AnnotationWriter.class).get().write(connection -> true);
            } catch (AnnotationFaultException e) {
                // It keeps nothing, so it has nothing to forget.
            }
        });
    }

    private static Optional<ArcContainer> serving(Path home) {
        return Optional.ofNullable(Arc.container())
                .filter(ArcContainer::isRunning)
                .filter(it -> it.instance(HomeConfig.class).get().home().equals(home));
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
