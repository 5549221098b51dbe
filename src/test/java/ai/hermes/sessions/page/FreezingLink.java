package ai.hermes.sessions.page;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A network between a browser and a service that can freeze: connections stay open and new ones are taken, but no byte
 * passes in either direction, as for a computer that sleeps.
 */
final class FreezingLink implements AutoCloseable {

    private static final String HERE = "127.0.0.1";
    private static final int PATIENCE_SECONDS = 10;

    private final Vertx vertx = Vertx.vertx();
    private final NetClient client = vertx.createNetClient();
    private final NetServer server = vertx.createNetServer();
    private final Set<NetSocket> sockets = ConcurrentHashMap.newKeySet();
    private final int target;
    private boolean frozen;

    private FreezingLink(int target) {
        this.target = target;
        done(server.connectHandler(this::connect).listen(0, HERE));
    }

    /** A link to the service at that port of this machine. */
    static FreezingLink to(int port) {
        return new FreezingLink(port);
    }

    String address() {
        return "http://" + HERE + ":" + server.actualPort() + "/";
    }

    synchronized void freeze() {
        frozen = true;
        sockets.forEach(NetSocket::pause);
    }

    synchronized void thaw() {
        frozen = false;
        sockets.forEach(NetSocket::resume);
    }

    private void connect(NetSocket browser) {
        browser.pause();
        client.connect(target, HERE)
                .onSuccess(service -> {
                    service.pause();
                    pass(browser, service);
                    pass(service, browser);
                    open(browser);
                    open(service);
                })
                .onFailure(problem -> browser.close());
    }

    private void pass(NetSocket from, NetSocket to) {
        from.handler(to::write);
        from.exceptionHandler(problem -> from.close());
        from.closeHandler(gone -> {
            sockets.remove(from);
            to.close();
        });
    }

    private synchronized void open(NetSocket socket) {
        sockets.add(socket);
        if (!frozen) {
            socket.resume();
        }
    }

    @Override
    public void close() {
        done(vertx.close());
    }

    /** Whatever hangs, a test must end. */
    private static void done(Future<?> future) {
        try {
            future.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
