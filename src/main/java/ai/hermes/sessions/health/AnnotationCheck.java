package ai.hermes.sessions.health;

import ai.hermes.sessions.annotation.AnnotationRepository;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;

/** Whether pins, titles and projects can be kept. Where they cannot, sessions are still listed and read. */
@Singleton
final class AnnotationCheck implements Check {

    private final HealthConfig.Pace pace;
    private final AnnotationRepository annotations;

    @Inject
    AnnotationCheck(HealthConfig config, AnnotationRepository annotations) {
        this.pace = config.process();
        this.annotations = annotations;
    }

    @Override
    public String name() {
        return "annotations";
    }

    @Override
    public boolean vital() {
        return false;
    }

    @Override
    public Duration interval() {
        return pace.interval();
    }

    @Override
    public Duration deadline() {
        return pace.deadline();
    }

    @Override
    public Finding look() {
        return annotations
                .fault()
                .map(fault -> Finding.warn(Problem.of(fault), Map.of()))
                .orElseGet(Finding::pass);
    }
}
