package ai.hermes.sessions.exchange;

import ai.hermes.sessions.annotation.AnnotationFaultException;
import ai.hermes.sessions.background.Repeated;
import ai.hermes.sessions.caller.Visible;
import ai.hermes.sessions.masking.Unmasked;
import ai.hermes.sessions.store.Profile;
import ai.hermes.sessions.store.StoreFaultException;
import ai.hermes.sessions.wire.ApiException;
import ai.hermes.sessions.wire.Turnstile;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Makes exports in the background, one at a time. What was not done when the process ended is made anew after the next
 * start, with the same bytes. Files are removed when they are old.
 */
@Singleton
class Exports {

    private static final Logger LOG = Logger.getLogger(Exports.class);
    private static final int ID_BYTES = 12;
    private static final int PATIENCE_SECONDS = 5;
    private static final int BUFFER = 1 << 16;
    private static final Duration SWEEP_PAUSE = Duration.ofMinutes(10);

    private static final int MAKERS = 2;
    private static final long PATIENCE_MILLIS = 10_000;

    private final Turnstile makers = new Turnstile(MAKERS, PATIENCE_MILLIS);
    private final ExchangeFolder folder;
    private final ExchangeConfig config;
    private final Exporter exporter;
    private final ObjectMapper json;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, ExportJob> jobs = new ConcurrentHashMap<>();
    private final ScheduledExecutorService worker = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "hermes-export");
        thread.setDaemon(true);
        return thread;
    });

    @Inject
    Exports(ExchangeFolder folder, ExchangeConfig config, Exporter exporter, @Unmasked ObjectMapper json, Clock clock) {
        this.folder = folder;
        this.config = config;
        this.exporter = exporter;
        this.json = json;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        worker.execute(this::takeUp);
        Repeated.every(worker, "Old exports could not be removed", SWEEP_PAUSE, SWEEP_PAUSE, this::sweep);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        worker.shutdownNow();
        worker.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** What a job's file says; older ones do not say how often it was begun, which is read as 0. */
    private record Kept(Export export, ExportStatus status, int begun) {}

    private void takeUp() {
        try {
            for (Path file : folder.files()) {
                if (file.getFileName().toString().endsWith(ExportJob.STATE)) {
                    takeUp(file);
                }
            }
            removeOrphans();
        } catch (IOException e) {
            LOG.warn("The exports of before cannot be looked through", e);
        }
        sweep();
    }

    /** What a process that was killed left behind, and nobody can ask for. */
    private void removeOrphans() throws IOException {
        for (Path file : folder.files()) {
            String name = file.getFileName().toString();
            boolean ours = name.endsWith(ExportJob.FILE) || name.endsWith(ExportJob.PART);
            if (ours && !jobs.containsKey(name.replaceAll("\\..*", ""))) {
                folder.remove(name);
            }
        }
    }

    private void takeUp(Path file) {
        try {
            Kept kept = json.readValue(Files.readAllBytes(file), Kept.class);
            ExportJob job = new ExportJob(kept.export(), kept.status(), kept.begun(), false);
            jobs.putIfAbsent(job.export().id(), job);
            if (!job.status().state().over()) {
                job.note(ExportStatus.waiting(job.export().subjects().size()));
                worker.execute(() -> run(job));
            }
        } catch (IOException e) {
            LOG.warnf(e, "The export in %s cannot be taken up", file.getFileName());
        }
    }

    /**
     * Begins an export.
     *
     * @throws ApiException 429 if there are too many, 507 if there is no room
     * @throws AnnotationFaultException if nothing may be kept
     */
    ExportJob create(Format format, List<Format> inside, List<Export.Chosen> subjects) {
        ExportJob job = prepared(format, inside, subjects, false);
        worker.execute(() -> run(job));
        return job;
    }

    /**
     * Makes an export in the thread of the caller, for somebody who waits for it.
     *
     * @throws ApiException as for {@link #create}, and 503 if others do the same
     */
    ExportJob make(Format format, List<Export.Chosen> subjects) {
        return makers.enter(() -> {
            ExportJob job = prepared(format, List.of(), subjects, true);
            run(job);
            return job;
        });
    }

    private ExportJob prepared(Format format, List<Format> inside, List<Export.Chosen> subjects, boolean direct) {
        sweep();
        removeOldest(direct);
        if (count(direct) >= config.maxJobs()) {
            throw new ApiException(
                    429,
                    "too_many_exports",
                    "There are as many exports as there may be.",
                    Map.of("remedy", "Remove some, or raise hermes.exchange.max-jobs."));
        }
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        Export export = new Export(HexFormat.of().formatHex(id), clock.millis(), format, inside, subjects);
        ExportJob job = new ExportJob(export, ExportStatus.waiting(subjects.size()), 0, direct);
        try {
            makeRoom(direct);
            folder.checkRoom();
            keep(job);
        } catch (ExchangeException e) {
            throw new ApiException(507, "no_room", e.getMessage(), Map.of("remedy", e.remedy()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        jobs.put(export.id(), job);
        return job;
    }

    /** What nobody can ask for later is not made anew after a start. */
    private void keep(ExportJob job) throws IOException {
        if (job.direct()) {
            return;
        }
        folder.replace(
                job.state(),
                json.writeValueAsBytes(
                        new Kept(job.export(), job.status(), job.attempts().begun())));
    }

    private void run(ExportJob job) {
        try {
            if (!job.cancelled()) {
                job.attempts().check();
                job.attempts().begin();
                keep(job);
                written(job);
            }
        } catch (ExchangeException e) {
            job.note(job.cancelled() ? job.status().cancelled() : job.status().failed(e.getMessage(), e.remedy()));
        } catch (UnreadableException e) {
            job.note(job.status().failed(e.getMessage(), e.remedy()));
        } catch (StoreFaultException e) {
            job.note(job.status().failed(e.fault().message(), e.fault().remedy()));
        } catch (IOException | RuntimeException e) {
            LOG.warnf(e, "The export %s failed", job.export().id());
            job.note(job.status()
                    .failed(
                            "It could not be read or written to its end.",
                            "Begin it again; the log of the service has more."));
        }
        if (job.cancelled() && !job.status().state().over()) {
            job.note(job.status().cancelled());
        }
        if (Thread.currentThread().isInterrupted() || worker.isShutdown()) {
            keepForLater(job);
        } else {
            finish(job);
        }
    }

    private void keepForLater(ExportJob job) {
        // An interrupted thread cannot write.
        Thread.interrupted();
        job.attempts().takeBack();
        job.note(ExportStatus.waiting(job.export().subjects().size()));
        try {
            if (jobs.containsKey(job.export().id())) {
                keep(job);
            }
        } catch (IOException | RuntimeException e) {
            LOG.warnf(
                    e,
                    "That the export %s is to be done later cannot be kept",
                    job.export().id());
        }
    }

    private void finish(ExportJob job) {
        try {
            folder.remove(job.part());
            if (jobs.containsKey(job.export().id())) {
                keep(job);
            } else {
                folder.remove(job.file());
            }
        } catch (IOException | RuntimeException e) {
            LOG.warnf(e, "How the export %s ended cannot be kept", job.export().id());
        }
    }

    private void written(ExportJob job) throws IOException {
        job.note(ExportStatus.waiting(job.export().subjects().size()).begun());
        Metered metered;
        try (OutputStream file = new BufferedOutputStream(folder.write(job.part()), BUFFER);
                Metered out = new Metered(file, bytes -> {
                    look(job, bytes);
                    folder.checkRoom();
                })) {
            exporter.write(job.export(), out, (done, gaps) -> {
                job.note(job.status().running(done, gaps, out.bytes()));
                look(job, out.bytes());
            });
            metered = out;
        }
        folder.rename(job.part(), job.file());
        job.note(job.status().done(metered.hex(), metered.bytes()));
    }

    private void look(ExportJob job, long bytes) {
        if (job.cancelled() || worker.isShutdown()) {
            throw new ExchangeException("It was cancelled.", "Begin it again.");
        } else if (bytes > config.maxSize().asLongValue()) {
            throw new ExchangeException(
                    "It is larger than exports may be.",
                    "Choose fewer conversations, or raise hermes.exchange.max-size.");
        }
    }

    /** An export by its id; empty where there is none, or it has what may not be seen. */
    Optional<ExportJob> find(String id, Visible visible) {
        return Optional.ofNullable(jobs.get(id)).filter(it -> !it.direct() && seen(it, visible));
    }

    private static boolean seen(ExportJob job, Visible visible) {
        return visible.all()
                || job.export().subjects().stream()
                        .map(Export.Chosen::profile)
                        .distinct()
                        .allMatch(it -> Profile.named(it).filter(visible::sees).isPresent());
    }

    /** All that may be seen, the newest first. */
    List<ExportJob> all(Visible visible) {
        return jobs.values().stream()
                .filter(it -> !it.direct() && seen(it, visible))
                .sorted(Comparator.comparingLong((ExportJob it) -> it.export().createdAt())
                        .reversed()
                        .thenComparing(it -> it.export().id()))
                .toList();
    }

    /** Ends it if it is not over. */
    void cancel(ExportJob job) {
        job.cancel();
        if (job.status().state() == JobState.WAITING) {
            job.note(job.status().cancelled());
        }
    }

    /** Removes it with its file. */
    void remove(ExportJob job) {
        cancel(job);
        jobs.remove(job.export().id());
        try {
            folder.remove(job.file());
            folder.remove(job.state());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path file(ExportJob job) {
        return folder.file(job.file());
    }

    private void sweep() {
        long oldest = clock.millis() - config.keepFor().toMillis();
        jobs.values().stream()
                .filter(it -> it.status().state().over() && it.export().createdAt() < oldest)
                .toList()
                .forEach(this::remove);
    }

    private long count(boolean direct) {
        return jobs.values().stream().filter(it -> it.direct() == direct).count();
    }

    /** Those that make way, the first to do so first: what somebody waited for goes before what is kept for later. */
    private List<ExportJob> over() {
        return jobs.values().stream()
                .filter(it -> it.status().state().over())
                .sorted(Comparator.comparing((ExportJob it) -> !it.direct())
                        .thenComparingLong(it -> it.export().createdAt()))
                .toList();
    }

    private void removeOldest(boolean direct) {
        over().stream()
                .filter(it -> it.direct() == direct)
                .limit(Math.max(0, count(direct) - config.maxJobs() + 1))
                .forEach(this::remove);
    }

    private void makeRoom(boolean direct) throws IOException {
        for (ExportJob job : over()) {
            if (direct && !job.direct()
                    || folder.size() <= config.maxTotalSize().asLongValue() / 2) {
                return;
            }
            remove(job);
        }
    }
}
