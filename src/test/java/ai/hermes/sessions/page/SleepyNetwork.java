package ai.hermes.sessions.page;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;

/**
 * The network between a browser and the service, which can fall asleep as that of a laptop does: what was connected
 * before hears and says nothing any more, and is not told so, also afterwards; what connects while it sleeps waits in
 * vain.
 */
final class SleepyNetwork implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx();
    private final NetClient client = vertx.createNetClient();
    private final NetServer server;
    private final int target;

    /** Grows with each sleep and each end of it: what began before has nobody at its other end. */
    private volatile int era;

    private SleepyNetwork(int target) {
        this.target = target;
        this.server = vertx.createNetServer()
                .connectHandler(this::connect)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    static SleepyNetwork before(int port) {
        return new SleepyNetwork(port);
    }

    String address() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    void sleep() {
        era++;
    }

    void wake() {
        era++;
    }

    private void connect(NetSocket browser) {
        int began = era;
        if (isAsleep()) {
            browser.handler(lost -> {});
            return;
        }
        browser.pause();
        client.connect(target, "127.0.0.1")
                .onFailure(problem -> browser.close())
                .onSuccess(service -> {
                    browser.handler(bytes -> {
                        if (era == began) {
                            service.write(bytes);
                        }
                    });
                    service.handler(bytes -> {
                        if (era == began) {
                            browser.write(bytes);
                        }
                    });
                    browser.closeHandler(closed -> service.close());
                    service.closeHandler(closed -> {
                        if (era == began) {
                            browser.close();
                        }
                    });
                    browser.resume();
                });
    }

    private boolean isAsleep() {
        return era % 2 == 1;
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
