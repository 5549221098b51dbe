package ai.hermes.sessions.webui;

import ai.hermes.sessions.background.Repeated;
import ai.hermes.sessions.conversation.Keeper;
import ai.hermes.sessions.conversation.OutsideSession;
import ai.hermes.sessions.conversation.SessionSource;
import ai.hermes.sessions.store.Profile;
import ai.hermes.sessions.transcript.Message;
import ai.hermes.sessions.transcript.MessageSource;
import ai.hermes.sessions.transcript.MessageSourceException;
import ai.hermes.sessions.transcript.MessageWindow;
import ai.hermes.sessions.transcript.Span;
import ai.hermes.sessions.transcript.WindowRequest;
import ai.hermes.sessions.transcript.Windows;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * The sessions in the files of the old web UI. They are looked through in the background; asking for them costs
 * nothing. Only who opens one has its file read.
 */
@Singleton
public class WebuiSessions implements SessionSource, MessageSource {

    private static final Logger LOG = Logger.getLogger(WebuiSessions.class);

    private static final int LONGEST_LOOK_SECONDS = 10;

    private final StateFolder folder;
    private final SidecarFolder files;
    private final Windows windows;
    private final KnownOutlines known = new KnownOutlines();
    private final long interval;
    private final List<Consumer<Profile>> listeners = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService scanner = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "hermes-webui");
        thread.setDaemon(true);
        return thread;
    });
    private volatile Sidecars sidecars = Sidecars.NONE;

    @Inject
    WebuiSessions(StateFolder folder, WebuiConfig config, Windows windows) {
        this.folder = folder;
        this.files =
                new SidecarFolder(folder, new SidecarReader(config.maxFileSize().asLongValue()));
        this.windows = windows;
        this.interval = config.scanInterval().toMillis();
    }

    void start(@Observes StartupEvent event) {
        Repeated.every(
                scanner,
                "The sessions of the old web UI could not be looked through",
                Duration.ZERO,
                Duration.ofMillis(interval),
                this::scan);
    }

    void stop(@Observes ShutdownEvent event) {
        scanner.shutdownNow();
    }

    /** Looks through the folder now, and waits for it; not for long, however. */
    void lookNow() {
        try {
            scanner.submit(this::scan).get(LONGEST_LOOK_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | RejectedExecutionException e) {
            LOG.debug("What was found before counts", e);
        }
    }

    private void scan() {
        if (files.scan()) {
            publish(Sidecars.of(files.files(), files.deletedIds()));
        }
    }

    private void publish(Sidecars now) {
        Sidecars before = sidecars;
        Map<Profile, List<OutsideSession>> kept = new HashMap<>(now.byProfile());
        kept.replaceAll(
                (profile, sessions) -> sessions.equals(before.byProfile().get(profile))
                        ? before.byProfile().get(profile)
                        : sessions);
        sidecars = new Sidecars(now.byId(), kept, now.report());
        Set<Profile> profiles = new HashSet<>(kept.keySet());
        profiles.addAll(before.byProfile().keySet());
        profiles.stream()
                .filter(it -> !Objects.equals(kept.get(it), before.byProfile().get(it)))
                .forEach(profile -> listeners.forEach(listener -> listener.accept(profile)));
    }

    /** What was found in the folder when it was last looked through. */
    public WebuiReport report() {
        return sidecars.report();
    }

    Map<String, Sidecar> byId() {
        return sidecars.byId();
    }

    @Override
    public Keeper keeper() {
        return Keeper.WEBUI;
    }

    @Override
    public List<OutsideSession> sessions(Profile profile) {
        return sidecars.byProfile().getOrDefault(profile, List.of());
    }

    @Override
    public void listen(Consumer<Profile> listener) {
        listeners.add(listener);
    }

    @Override
    public Optional<MessageWindow> read(Profile profile, String sessionId, WindowRequest request) {
        return open(
                profile,
                sessionId,
                (messages, outlines) -> windows.window(
                        outlines.all(),
                        outlines.newestAt(),
                        request,
                        (span, clip) -> load(messages, outlines, span, clip)));
    }

    @Override
    public Optional<MessageWindow> piece(Profile profile, String sessionId, long before) {
        return open(
                profile,
                sessionId,
                (messages, outlines) -> windows.piece(
                        outlines.all().size(),
                        outlines.newestAt(),
                        before,
                        span -> outlines.all().subList(span.from(), span.to()),
                        (span, clip) -> load(messages, outlines, span, clip)));
    }

    private static List<Message> load(
            SidecarMessages messages, SidecarMessages.Outlines outlines, Span span, boolean clip) {
        try {
            return messages.messages(outlines, span, clip);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Opener {
        MessageWindow open(SidecarMessages messages, SidecarMessages.Outlines outlines);
    }

    private Optional<MessageWindow> open(Profile profile, String sessionId, Opener opener) {
        if (!sidecars.byId().containsKey(sessionId)
                || !sidecars.byId().get(sessionId).owner().equals(Optional.of(profile))) {
            return Optional.empty();
        }
        SidecarMessages messages = new SidecarMessages(folder.session(sessionId), sessionId);
        try {
            return Optional.of(known.with(messages, outlines -> opener.open(messages, outlines)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | UncheckedIOException e) {
            LOG.debugf(e, "The file of session %s cannot be read", sessionId);
            throw new MessageSourceException(
                    "webui_file_unreadable",
                    "The file of this session cannot be read.",
                    "Look at the file in the state folder of the old web UI; its previous version lies beside it with"
                            + " the ending .bak.",
                    e);
        }
    }
}
