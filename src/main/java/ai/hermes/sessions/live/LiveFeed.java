package ai.hermes.sessions.live;

import ai.hermes.sessions.conversation.ConversationList;
import ai.hermes.sessions.store.Profile;
import ai.hermes.sessions.telemetry.Names.Metric;
import ai.hermes.sessions.wire.ApiException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opentelemetry.api.metrics.Meter;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.sse.OutboundSseEvent;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jboss.resteasy.reactive.server.jaxrs.OutboundSseEventImpl;

/** Tells all open streams of changes, in one thread of its own. Changes that come while it tells are told as one. */
@Singleton
final class LiveFeed {

    private final ConversationList conversations;
    private final LiveConfig config;
    private final ObjectMapper json;
    private final Set<LiveClient> clients = ConcurrentHashMap.newKeySet();
    private final Set<Profile> changed = ConcurrentHashMap.newKeySet();
    private final AtomicLong version = new AtomicLong();
    private final ScheduledExecutorService teller = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "hermes-live");
        thread.setDaemon(true);
        return thread;
    });

    @Inject
    LiveFeed(ConversationList conversations, LiveConfig config, ObjectMapper json, Meter meter) {
        this.conversations = conversations;
        this.config = config;
        this.json = json;
        meter.gaugeBuilder(Metric.STREAMS)
                .ofLongs()
                .setDescription("Open streams of changes")
                .setUnit("{stream}")
                .buildWithCallback(result -> result.record(clients.size()));
    }

    void start(@Observes StartupEvent event) {
        conversations.listen(change -> changed(change.profile()));
        long pause = config.keepalive().toMillis();
        teller.scheduleWithFixedDelay(this::keepAlive, pause, pause, TimeUnit.MILLISECONDS);
    }

    /**
     * Opens a stream.
     *
     * @param first what is told at once; asked for when nothing can be missed any more
     * @param telling what it is about
     * @param response of the request that opens it
     * @throws ApiException 503 if too many are open
     */
    Multi<OutboundSseEvent> open(
            Supplier<List<LiveEvent>> first, LiveClient.Telling telling, HttpServerResponse response) {
        if (clients.size() >= config.maxClients()) {
            throw new ApiException(
                    503, "too_many_streams", "Too many streams are open. Please try again in a moment.", Map.of());
        }
        // Proxies are asked to pass on each event when it comes, and to keep none.
        response.putHeader("X-Accel-Buffering", "no").putHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
        return Multi.createFrom()
                .emitter(
                        stream -> {
                            LiveClient client = new LiveClient(telling, stream);
                            stream.onTermination(() -> clients.remove(client));
                            // The head of the answer goes out with the first thing that is sent.
                            stream.emit(hello());
                            clients.add(client);
                            first.get().forEach(event -> stream.emit(sse(event)));
                        },
                        BackPressureStrategy.BUFFER);
    }

    private void changed(Profile profile) {
        if (changed.add(profile)) {
            try {
                teller.execute(this::tell);
            } catch (RejectedExecutionException e) {
                // The service ends, and all streams with it.
            }
        }
    }

    private void tell() {
        for (Profile profile : changed) {
            // Before it is told, so that what changes meanwhile is told once more.
            changed.remove(profile);
            long now = version.incrementAndGet();
            clients.forEach(client -> client.toldOf(profile, now).map(this::sse).ifPresent(client::send));
        }
    }

    private void keepAlive() {
        OutboundSseEvent nothing =
                new OutboundSseEventImpl.BuilderImpl().comment("keepalive").build();
        clients.forEach(client -> client.sendIfFree(nothing));
    }

    private OutboundSseEvent hello() {
        return new OutboundSseEventImpl.BuilderImpl()
                .comment("open")
                .reconnectDelay(config.retry().toMillis())
                .build();
    }

    /** As text, since a media type would be sent with each event, which no client expects. */
    private OutboundSseEvent sse(LiveEvent event) {
        try {
            return new OutboundSseEventImpl.BuilderImpl()
                    .name(event.name())
                    .data(json.writeValueAsString(event.data()))
                    .build();
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the streams before requests are waited for, which they are; clients come again by themselves. */
    void end(@Observes ShutdownDelayInitiatedEvent event) {
        clients.forEach(LiveClient::end);
    }

    void stop(@Observes ShutdownEvent event) {
        clients.forEach(LiveClient::end);
        teller.shutdownNow();
    }
}
