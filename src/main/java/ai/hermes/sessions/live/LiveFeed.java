package ai.hermes.sessions.live;

import ai.hermes.sessions.background.Repeated;
import ai.hermes.sessions.conversation.ConversationList;
import ai.hermes.sessions.conversation.ListChange;
import ai.hermes.sessions.conversation.Projection;
import ai.hermes.sessions.store.AgentStores;
import ai.hermes.sessions.store.Profile;
import ai.hermes.sessions.wire.ApiException;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.sse.SseEventSink;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Makes events of what changes, in one thread of its own: the first after a pause at once, and then what has gathered
 * in a while. All open streams are sent them, each at its own pace.
 */
@Singleton
final class LiveFeed {

    private static final Logger LOG = Logger.getLogger(LiveFeed.class);
    private static final int BASE = 36;
    private static final int RETRY_SECONDS = 5;

    private final ConversationList conversations;
    private final AgentStores stores;
    private final LiveConfig config;
    private final EventWriter writer;
    private final LiveTelemetry telemetry;
    private final Clock clock;
    private final EventLog log;
    private final PendingChanges pending = new PendingChanges();
    /** The number of the last event about each profile. Of the one thread only. */
    private final Map<Profile, Long> lastAbout = new HashMap<>();

    private final Set<LiveClient> clients = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService teller = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "hermes-live");
        thread.setDaemon(true);
        return thread;
    });
    private volatile long toldAt = System.nanoTime();
    private volatile boolean ending;

    @Inject
    LiveFeed(
            ConversationList conversations,
            AgentStores stores,
            LiveConfig config,
            EventWriter writer,
            LiveTelemetry telemetry,
            Clock clock) {
        this.conversations = conversations;
        this.stores = stores;
        this.config = config;
        this.writer = writer;
        this.telemetry = telemetry;
        this.clock = clock;
        this.log = new EventLog(
                Long.toString(clock.millis(), BASE), config.replaySize().asLongValue());
        telemetry.streams(clients::size);
    }

    void start(@Observes StartupEvent event) {
        conversations.listen(this::changed);
        Duration pause = config.keepalive();
        Repeated.every(teller, "Streams could not be kept alive", pause, pause, () -> {
            forgetClosed();
            clients.forEach(LiveClient::keepAlive);
        });
    }

    private void forgetClosed() {
        clients.removeIf(LiveClient::closed);
    }

    /**
     * Opens a stream. To be called in the thread of the request's connection.
     *
     * @param told what it is about
     * @param lastSeen the last event that the client knows, in its own words
     * @param sink of the request; the response is the same request's
     * @throws ApiException 503 if too many are open
     */
    void open(Told told, Optional<String> lastSeen, SseEventSink sink, HttpServerResponse response) {
        if (clients.size() >= config.maxClients()) {
            throw new ApiException(
                    503,
                    "too_many_streams",
                    "Too many streams are open. Please try again in a moment.",
                    Map.of("retry_after_seconds", RETRY_SECONDS));
        }
        // Proxies are asked to pass on each event when it comes, and to keep none.
        response.putHeader("X-Accel-Buffering", "no").putHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
        Context context = Vertx.currentContext();
        LiveClient client = new LiveClient(log, told, telemetry, sink, response, context);
        // The head of the answer is sent when the resource has returned; what is written to the connection after that
        // goes round the sink, which would make each event's text anew for each client.
        context.runOnContext(now -> {
            // Before it is looked what there is, so that nothing is missed.
            clients.add(client);
            try {
                client.begin(
                        known -> writer.hello(known, config.retry().toMillis()),
                        lastSeen,
                        () -> clients.remove(client));
                // One that came back while the service ends would be waited for. It was added before this is asked, so
                // that it is ended here or by whoever ends all.
                if (ending) {
                    client.end();
                }
            } finally {
                // Of a connection that was closed before, nobody is told.
                forgetClosed();
            }
        });
    }

    private void changed(ListChange change) {
        if (pending.add(change)) {
            long since = System.nanoTime() - toldAt;
            long wait = Math.max(0, config.interval().toNanos() - since);
            try {
                teller.schedule(this::tellPending, wait, TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException e) {
                // The service ends, and all streams with it.
            }
        }
    }

    private void tellPending() {
        toldAt = System.nanoTime();
        try {
            pending.take().ifPresent(this::tell);
        } catch (RuntimeException | Error e) {
            LOG.error("A change could not be told; the next one will be", e);
        }
    }

    private void tell(PendingChanges.Taken taken) {
        try {
            publish(taken);
        } catch (RuntimeException | Error e) {
            LOG.error("A change could not be told in detail; clients are told to ask for the list", e);
            publish(taken.withoutDetail());
        }
    }

    private void publish(PendingChanges.Taken taken) {
        double now = clock.millis() / 1000.0;
        Map<Profile, ProfileChange> changes = new HashMap<>();
        taken.touched().forEach((profile, touched) -> {
            changes.put(
                    profile,
                    taken.everything().contains(profile)
                            ? ProfileChange.EVERYTHING
                            : ProfileChange.of(projection(profile), touched, now));
        });
        LiveEvent event = new LiveEvent(log.nextId(), taken.happenedAt(), changes, lastAbout, writer);
        changes.keySet().forEach(profile -> lastAbout.put(profile, event.id().sequence()));
        log.add(event);
        clients.forEach(LiveClient::wake);
    }

    private Optional<Projection> projection(Profile profile) {
        return stores.of(profile).flatMap(conversations::lastGood);
    }

    /** Ends the streams before requests are waited for, which they are; clients come again by themselves. */
    void end(@Observes ShutdownDelayInitiatedEvent event) {
        ending = true;
        clients.forEach(LiveClient::end);
    }

    void stop(@Observes ShutdownEvent event) {
        ending = true;
        clients.forEach(LiveClient::end);
        teller.shutdownNow();
    }
}
