package ai.hermes.sessions.login;

import ai.hermes.sessions.annotation.AnnotationFaultException;
import ai.hermes.sessions.annotation.AuditEntry;
import ai.hermes.sessions.annotation.AuditRepository;
import ai.hermes.sessions.background.Repeated;
import ai.hermes.sessions.caller.Caller;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Who did what. Noting it costs nothing; it is on the disk within a second. What cannot be kept is told in the log
 * instead.
 */
@Singleton
public final class AuditLog {

    private static final Logger LOG = Logger.getLogger(AuditLog.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int WAITING = 10_000;
    private static final int NAME_LENGTH = 100;
    private static final int SECONDS_TO_END = 5;

    private final AuditRepository entries;
    private final Clock clock;
    private final int kept;
    private final BlockingQueue<AuditEntry> waiting = new ArrayBlockingQueue<>(WAITING);
    private final ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "hermes-audit");
        thread.setDaemon(true);
        return thread;
    });

    @Inject
    AuditLog(AuditRepository entries, AuthConfig config, Clock clock) {
        this.entries = entries;
        this.kept = config.auditEntries();
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        Repeated.every(writer, "The record of who did what could not be kept", PAUSE, PAUSE, this::writeDown);
    }

    void stop(@Observes ShutdownEvent event) {
        writer.shutdown();
        try {
            // What was taken for being written is written, not lost by an interrupt.
            writer.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        writeDown();
    }

    /**
     * Notes that somebody did something, or was refused to.
     *
     * @param address from where; empty where that is not known
     * @param deed what, such as {@code login}; no secret
     * @param subject the id of what it was done to
     * @param status how it ended, as a status of HTTP
     */
    public void note(Caller caller, String address, String deed, Optional<String> subject, int status) {
        String who = caller.name().length() > NAME_LENGTH ? caller.name().substring(0, NAME_LENGTH) : caller.name();
        AuditEntry entry = new AuditEntry(clock.millis() / 1000.0, who, address, deed, subject, status);
        if (!waiting.offer(entry)) {
            LOG.warnf("Not in the record of who did what, which is behind: %s", entry);
        }
    }

    /** Entries, the newest first; those that were noted a moment ago among them. */
    List<AuditRepository.Numbered> page(long before, int limit) {
        writeDown();
        return entries.page(before, limit);
    }

    private synchronized void writeDown() {
        List<AuditEntry> some = new ArrayList<>();
        waiting.drainTo(some);
        if (some.isEmpty()) {
            return;
        }
        try {
            entries.add(some, kept);
        } catch (AnnotationFaultException e) {
            LOG.warnf("Not in the record of who did what (%s): %s", e.fault().code(), some);
        }
    }
}
