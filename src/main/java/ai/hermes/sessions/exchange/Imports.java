package ai.hermes.sessions.exchange;

import ai.hermes.sessions.annotation.AnnotationFaultException;
import ai.hermes.sessions.annotation.CopyRepository;
import ai.hermes.sessions.background.Repeated;
import ai.hermes.sessions.caller.Visible;
import ai.hermes.sessions.masking.Unmasked;
import ai.hermes.sessions.store.Profile;
import ai.hermes.sessions.wire.ApiException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
 * Takes files in parts, and reads them in the background, one at a time. What was not done when the process ended goes
 * on after the next start: conversations that were brought in before are recognised.
 */
@Singleton
class Imports {

    private static final Logger LOG = Logger.getLogger(Imports.class);
    private static final int ID_BYTES = 12;
    private static final int PATIENCE_SECONDS = 5;

    private final ExchangeFolder folder;
    private final ExchangeConfig config;
    private final CopyRepository copies;
    private final ObjectMapper json;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, ImportJob> jobs = new ConcurrentHashMap<>();
    private final ScheduledExecutorService worker = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "hermes-import");
        thread.setDaemon(true);
        return thread;
    });

    @Inject
    Imports(
            ExchangeFolder folder,
            ExchangeConfig config,
            CopyRepository copies,
            @Unmasked ObjectMapper json,
            Clock clock) {
        this.folder = folder;
        this.config = config;
        this.copies = copies;
        this.json = json;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        worker.execute(this::takeUp);
        Duration pause = folder.sweepPause();
        Repeated.every(worker, "Old imports could not be removed", pause, pause, this::sweep);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        worker.shutdownNow();
        worker.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** What a job's file says; older ones do not say how often it was begun, which is read as 0. */
    private record Kept(String id, String profile, long createdAt, ImportStatus status, int begun) {}

    private void takeUp() {
        try {
            for (Path file : folder.files()) {
                if (file.getFileName().toString().endsWith(ImportJob.STATE)) {
                    takeUp(file);
                }
            }
        } catch (IOException e) {
            LOG.warn("The imports of before cannot be looked through", e);
        }
        sweep();
    }

    private void takeUp(Path file) {
        try {
            Kept kept = json.readValue(Files.readAllBytes(file), Kept.class);
            Profile profile = Profile.named(kept.profile()).orElse(Profile.DEFAULT);
            ImportJob job = new ImportJob(kept.id(), profile, kept.createdAt(), kept.status(), kept.begun());
            jobs.putIfAbsent(job.id(), job);
            if (!kept.status().uploading() && !kept.status().state().over()) {
                job.note(it -> ImportStatus.UPLOADING.in(JobState.WAITING));
                worker.execute(() -> run(job));
            }
        } catch (IOException e) {
            LOG.warnf(e, "The import in %s cannot be taken up", file.getFileName());
        }
    }

    /**
     * Begins an import, to which parts of a file can be added.
     *
     * @throws ApiException 429 if there are too many, 507 if there is no room
     * @throws AnnotationFaultException if nothing may be kept
     */
    ImportJob create(Profile profile) {
        sweep();
        jobs.values().stream()
                .filter(it -> it.status().state().over())
                .sorted(Comparator.comparingLong(ImportJob::createdAt))
                .limit(Math.max(0, jobs.size() - config.maxJobs() + 1))
                .toList()
                .forEach(this::remove);
        if (jobs.size() >= config.maxJobs()) {
            throw new ApiException(
                    429,
                    "too_many_imports",
                    "There are as many imports as there may be.",
                    Map.of("remedy", "Remove some, or raise hermes.exchange.max-jobs."));
        }
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        ImportJob job = new ImportJob(HexFormat.of().formatHex(id), profile, clock.millis(), ImportStatus.UPLOADING, 0);
        try {
            folder.checkRoom();
            folder.open(job.file(), StandardOpenOption.TRUNCATE_EXISTING).close();
            keep(job);
        } catch (ExchangeException e) {
            throw noRoom(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        jobs.put(job.id(), job);
        return job;
    }

    private static ApiException noRoom(ExchangeException e) {
        return new ApiException(507, "no_room", e.getMessage(), Map.of("remedy", e.remedy()));
    }

    private void keep(ImportJob job) throws IOException {
        folder.replace(
                job.state(),
                json.writeValueAsBytes(new Kept(
                        job.id(),
                        job.profile().name(),
                        job.createdAt(),
                        job.status(),
                        job.attempts().begun())));
    }

    /** How much of its file is here. */
    long size(ImportJob job) {
        return folder.file(job.file()).toFile().length();
    }

    /**
     * Adds a part to the file.
     *
     * @param offset where it goes on: the size of what is here
     * @return the size with it
     * @throws ApiException 409 if it goes on elsewhere, or nothing is to come, 413 if it is too large, 507 if there is
     *     no room
     */
    long add(ImportJob job, long offset, byte[] part) {
        synchronized (job) {
            long size = size(job);
            if (!job.status().uploading()) {
                throw new ApiException(409, "import_started", "This import has all of its file.", Map.of());
            } else if (offset != size) {
                throw new ApiException(
                        409,
                        "offset_mismatch",
                        "The file goes on elsewhere.",
                        Map.of("offset", size, "remedy", "Send the part that begins at that offset."));
            } else if (size + part.length > config.maxUpload().asLongValue()) {
                throw new ApiException(
                        413,
                        "import_too_large",
                        "This file is larger than what may be imported.",
                        Map.of("remedy", "Export in several files, or raise hermes.exchange.max-upload."));
            }
            try (FileChannel file = folder.open(job.file(), StandardOpenOption.APPEND)) {
                folder.checkRoom();
                ByteBuffer bytes = ByteBuffer.wrap(part);
                while (bytes.hasRemaining()) {
                    file.write(bytes);
                }
                return size + part.length;
            } catch (ExchangeException e) {
                throw noRoom(e);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Begins to read what was sent. Once only. */
    void begin(ImportJob job) {
        synchronized (job) {
            if (!job.status().uploading()) {
                throw new ApiException(409, "import_started", "This import has begun already.", Map.of());
            }
            job.note(it -> it.in(JobState.WAITING));
        }
        try {
            keep(job);
        } catch (IOException e) {
            job.note(it -> ImportStatus.UPLOADING);
            throw new UncheckedIOException(e);
        }
        worker.execute(() -> run(job));
    }

    private void run(ImportJob job) {
        if (job.cancelled()) {
            return;
        }
        job.note(it -> it.in(JobState.RUNNING));
        try {
            job.attempts().check();
            job.attempts().begin();
            keep(job);
            read(job);
            job.note(it -> it.in(JobState.DONE));
        } catch (ExchangeException e) {
            job.note(it -> job.cancelled()
                    ? it.in(JobState.CANCELLED)
                    : it.with(new Problem("", 0, 0, "", e.getMessage(), e.remedy()))
                            .in(JobState.FAILED));
        } catch (AnnotationFaultException e) {
            job.note(it -> it.with(new Problem("", 0, 0, "", e.getMessage(), "Import it again when it can be kept."))
                    .in(JobState.FAILED));
        } catch (IOException | RuntimeException e) {
            LOG.warnf(e, "The import %s failed", job.id());
            job.note(it -> it.with(new Problem(
                            "", 0, 0, "", "The file could not be read to its end.", "Send it and import it again."))
                    .in(JobState.FAILED));
        }
        if (worker.isShutdown()) {
            keepForLater(job);
        } else {
            finish(job);
        }
    }

    private void read(ImportJob job) throws IOException {
        try (InputStream in =
                new BufferedInputStream(new Watched(Files.newInputStream(folder.file(job.file())), job))) {
            if (ImportArchive.begins(in)) {
                new ImportArchive(name -> reader(job, name), config, job).read(in);
            } else {
                reader(job, "").read(in);
            }
        } finally {
            // Whoever is told that it is over finds what it brought in.
            copies.showImported();
        }
    }

    private void keepForLater(ImportJob job) {
        // An interrupted thread cannot write.
        Thread.interrupted();
        job.attempts().takeBack();
        job.note(it -> ImportStatus.UPLOADING.in(JobState.WAITING));
        try {
            if (jobs.containsKey(job.id())) {
                keep(job);
            }
        } catch (IOException | RuntimeException e) {
            LOG.warnf(e, "That the import %s is to be done later cannot be kept", job.id());
        }
    }

    private ImportReader reader(ImportJob job, String file) {
        return new ImportReader(copies, folder, json, config, clock, job, file);
    }

    private void finish(ImportJob job) {
        try {
            folder.remove(job.file());
            if (jobs.containsKey(job.id())) {
                keep(job);
            }
        } catch (IOException | RuntimeException e) {
            LOG.warnf(e, "How the import %s ended cannot be kept", job.id());
        }
    }

    /** An import by its id; empty where there is none, or of a profile that may not be seen. */
    Optional<ImportJob> find(String id, Visible visible) {
        return Optional.ofNullable(jobs.get(id)).filter(it -> visible.sees(it.profile()));
    }

    /** All that may be seen, the newest first. */
    List<ImportJob> all(Visible visible) {
        return jobs.values().stream()
                .filter(it -> visible.sees(it.profile()))
                .sorted(Comparator.comparingLong(ImportJob::createdAt)
                        .reversed()
                        .thenComparing(ImportJob::id))
                .toList();
    }

    /** Ends it, and removes what is left of its file. What was brought in stays. */
    void remove(ImportJob job) {
        job.cancel();
        jobs.remove(job.id());
        try {
            folder.remove(job.state());
            folder.remove(job.file());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void sweep() {
        long oldest = clock.millis() - config.keepFor().toMillis();
        jobs.values().stream()
                .filter(it -> it.createdAt() < oldest
                        && (it.status().uploading() || it.status().state().over()))
                .toList()
                .forEach(this::remove);
    }
}
