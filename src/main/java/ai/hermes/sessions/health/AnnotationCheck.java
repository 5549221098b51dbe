package ai.hermes.sessions.health;

import ai.hermes.sessions.annotation.AnnotationFault;
import ai.hermes.sessions.annotation.AnnotationRepository;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Whether pins, titles and projects can be kept. Where they cannot, sessions are still listed and read. It writes
 * something now and then to know, and with each look while something is wrong.
 */
@Singleton
final class AnnotationCheck implements Check {

    /** Waiting for other processes, and then for SQLite, has to end within the time of a look. */
    private static final int PARTS = 3;

    private final HealthConfig.Annotations config;
    private final AnnotationRepository annotations;
    private final LongSupplier nanoTime;
    private OptionalLong attempted = OptionalLong.empty();

    @Inject
    AnnotationCheck(HealthConfig config, AnnotationRepository annotations) {
        this(config.annotations(), annotations, System::nanoTime);
    }

    AnnotationCheck(HealthConfig.Annotations config, AnnotationRepository annotations, LongSupplier nanoTime) {
        this.config = config;
        this.annotations = annotations;
        this.nanoTime = nanoTime;
    }

    @Override
    public String name() {
        return "annotations";
    }

    @Override
    public HealthConfig.Pace pace() {
        return config;
    }

    @Override
    public Finding look() {
        if (due() || annotations.fault().isPresent() || !annotations.writable()) {
            attempted = OptionalLong.of(nanoTime.getAsLong());
            annotations.attempt(config.deadline().dividedBy(PARTS));
        }
        return annotations.fault().map(AnnotationCheck::finding).orElseGet(Finding::pass);
    }

    private boolean due() {
        return attempted.isEmpty()
                || nanoTime.getAsLong() - attempted.getAsLong()
                        >= config.writeInterval().toNanos();
    }

    private static Finding finding(AnnotationFault fault) {
        Problem problem = Problem.of(fault);
        return switch (fault) {
            case DECLARED_READ_ONLY -> Finding.pass(problem);
            case READ_ONLY, NEWER, UNUSABLE -> Finding.certainFail(problem);
            case BUSY, WRITE_FAILED -> Finding.fail(problem, Map.of());
        };
    }
}
