package ai.hermes.sessions.connection;

import ai.hermes.sessions.background.Repeated;
import io.netty.channel.Channel;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.EventExecutor;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Follows each connection of a client from soon after it is made. The server has no place to say what is to be done
 * when one is made, so its event loops are asked some times a second which they have.
 */
@Singleton
final class ConnectionGuard {

    private static final Duration PAUSE = Duration.ofMillis(250);
    /** Before all other filters, which may refuse a request. */
    private static final int FIRST = 1_100_000;

    private final Connections connections;
    private final VertxInternal vertx;
    /** Another one at each reload, since connections outlive the classes of an application. */
    private final AttributeKey<ClientConnection> key =
            AttributeKey.newInstance(ConnectionGuard.class.getName() + "@" + System.nanoTime());

    private final List<Future<?>> looks = new ArrayList<>();
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "hermes-connections");
        thread.setDaemon(true);
        return thread;
    });

    @Inject
    ConnectionGuard(Connections connections, Vertx vertx) {
        this.connections = connections;
        this.vertx = (VertxInternal) vertx;
    }

    void register(@Observes Filters filters) {
        filters.register(this::note, FIRST);
    }

    void start(@Observes StartupEvent event) {
        for (EventExecutor loop : vertx.getEventLoopGroup()) {
            if (loop instanceof SingleThreadEventLoop channels) {
                looks.add(Repeated.every(
                        channels, "New connections could not be looked for", PAUSE, PAUSE, () -> look(channels)));
            }
        }
        Repeated.every(scheduler, "The connections could not be looked through", PAUSE, PAUSE, connections::judge);
    }

    private void look(SingleThreadEventLoop loop) {
        loop.registeredChannelsIterator().forEachRemaining(channel -> {
            // Those that the server accepted have a parent, those of a client of ours do not.
            if (channel.parent() != null) {
                follow(channel);
            }
        });
    }

    /** In the thread of the channel. */
    private ClientConnection follow(Channel channel) {
        return Optional.ofNullable(channel.attr(key).get()).orElseGet(() -> {
            ClientConnection connection = new ClientConnection(channel, System::nanoTime);
            channel.attr(key).set(connection);
            channel.pipeline().addFirst(connection);
            connections.add(connection);
            return connection;
        });
    }

    private void note(RoutingContext context) {
        if (context.request().connection() instanceof ConnectionBase connection) {
            ClientConnection followed = follow(connection.channel());
            Runnable ended = followed.begins(context.request());
            context.addEndHandler(end -> ended.run());
        }
        context.next();
    }

    void stop(@Observes ShutdownEvent event) {
        looks.forEach(look -> look.cancel(false));
        scheduler.shutdownNow();
        connections
                .open()
                .forEach(connection -> connection.channel().eventLoop().execute(() -> {
                    if (connection.channel().pipeline().context(connection) != null) {
                        connection.channel().pipeline().remove(connection);
                    }
                }));
    }
}
