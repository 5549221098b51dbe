package ai.hermes.sessions.exchange;

import ai.hermes.sessions.annotation.AnnotationFaultException;
import ai.hermes.sessions.background.Repeated;
import ai.hermes.sessions.caller.Visible;
import ai.hermes.sessions.masking.Masking;
import ai.hermes.sessions.masking.Unmasked;
import ai.hermes.sessions.store.Cancellation;
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
import java.util.function.Consumer;
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

    private static final int MAKERS = 2;
    private static final long PATIENCE_MILLIS = 10_000;

    private final Turnstile makers = new Turnstile(MAKERS, PATIENCE_MILLIS);
    private final ExchangeFolder folder;
    private final ExchangeConfig config;
    private final Exporter exporter;
    private final ObjectMapper json;
    private final Masking masking;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, ExportJob> jobs = new ConcurrentHashMap<>();
    private final ScheduledExecutorService worker = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "hermes-export");
        thread.setDaemon(true);
        return thread;
    });

    @Inject
    Exports(
            ExchangeFolder folder,
            ExchangeConfig config,
            Exporter exporter,
            @Unmasked ObjectMapper json,
            Masking masking,
            Clock clock) {
        this.folder = folder;
        this.config = config;
        this.exporter = exporter;
        this.json = json;
        this.masking = masking;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        worker.execute(this::takeUp);
        Duration pause = folder.sweepPause();
        Repeated.every(worker, "Old exports could not be removed", pause, pause, this::sweep);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        worker.shutdownNow();
        worker.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /**
     * What a job's file says. Older ones do not say how often it was begun, which is read as 0, and not whether it was
     * masked, which is read as no.
     */
    private record Kept(Export export, ExportStatus status, int begun, boolean masked) {}

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
            ExportJob job = new ExportJob(kept.export(), kept.status(), kept.begun(), kept.masked(), false);
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
     * @param left is cancelled when nobody waits any more
     * @param begun gets it before it is made; who takes its file has to {@linkplain #remove remove} it
     * @throws ApiException as for {@link #create}, and 503 if others do the same
     * @throws java.util.concurrent.CancellationException if nobody waited before its turn came
     */
    ExportJob make(Format format, List<Export.Chosen> subjects, Cancellation left, Consumer<ExportJob> begun) {
        return makers.enter(left, () -> {
            ExportJob job = prepared(format, List.of(), subjects, true);
            begun.accept(job);
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
        ExportJob job = new ExportJob(export, ExportStatus.waiting(subjects.size()), 0, true, direct);
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
                        new Kept(job.export(), job.status(), job.attempts().begun(), job.masked())));
    }

    private void run(ExportJob job) {
        try {
            if (!job.cancelled()) {
                job.attempts().check();
                job.attempts().begin();
                job.begin(masking.on());
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
        // An interrupted thread cannot write.
        if ((Thread.interrupted() || worker.isShutdown()) && !job.cancelled()) {
            keepForLater(job);
        } else {
            finish(job);
        }
    }

    private void keepForLater(ExportJob job) {
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
        job.goOn(masking.on());
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

    /** Ends it if it is not over, and for good: it does not begin again after the next start. */
    void cancel(ExportJob job) {
        if (end(job)) {
            try {
                keep(job);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Tells whether it had not begun; one that has sees it soon, and keeps that itself. */
    private static boolean end(ExportJob job) {
        job.cancel();
        boolean waiting = job.status().state() == JobState.WAITING;
        if (waiting) {
            job.note(job.status().cancelled());
        }
        return waiting;
    }

    /** Removes it with its file. */
    void remove(ExportJob job) {
        end(job);
        jobs.remove(job.export().id());
        try {
            folder.remove(job.file());
            folder.remove(job.state());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws ApiException 409 if it shows what is not to be shown any more; it is gone then */
    Path file(ExportJob job) {
        if (unwanted(job)) {
            remove(job);
            throw new ApiException(
                    409,
                    "export_unmasked",
                    "This export was made while credentials were shown, which they are not any more.",
                    Map.of("remedy", "Export it again."));
        }
        return folder.file(job.file());
    }

    private void sweep() {
        long oldest = clock.millis() - config.keepFor().toMillis();
        jobs.values().stream()
                .filter(it -> it.status().state().over() && (it.export().createdAt() < oldest || unwanted(it)))
                .toList()
                .forEach(this::remove);
    }

    /** Whether credentials stand in its file although they are masked now. */
    private boolean unwanted(ExportJob job) {
        return job.status().state() == JobState.DONE && !job.masked() && masking.on();
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
