package ai.hermes.sessions.annotation;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Looks once a second whether another file has taken the database's place. It costs a look at the folder. */
@Singleton
final class AnnotationWatch {

    private static final Logger LOG = Logger.getLogger(AnnotationWatch.class);

    private final AnnotationWriter writer;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread daemon = new Thread(task, "hermes-annotations");
        daemon.setDaemon(true);
        return daemon;
    });

    @Inject
    AnnotationWatch(AnnotationWriter writer) {
        this.writer = writer;
    }

    void start(@Observes StartupEvent event) {
        thread.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
    }

    private void look() {
        try {
            writer.look();
        } catch (RuntimeException e) {
            // It is tried again in a second; a task that throws would not be.
            LOG.debug("The database could not be looked at", e);
        }
    }

    void stop(@Observes ShutdownEvent event) {
        thread.shutdownNow();
    }
}
