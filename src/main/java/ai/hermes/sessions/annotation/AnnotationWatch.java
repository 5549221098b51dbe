package ai.hermes.sessions.annotation;

import ai.hermes.sessions.background.Repeated;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** Looks once a second whether another file has taken the database's place. It costs a look at the folder. */
@Singleton
final class AnnotationWatch {

    private static final Duration PAUSE = Duration.ofSeconds(1);

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
        Repeated.every(thread, "The database could not be looked at", PAUSE, PAUSE, writer::look);
    }

    void stop(@Observes ShutdownEvent event) {
        thread.shutdownNow();
    }
}
