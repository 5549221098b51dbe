package ai.hermes.sessions.page;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;

/** A proxy that has a service behind a path, and takes the path off before it passes a request on. */
final class StrippingProxy implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = vertx.createHttpClient();
    private final HttpServer server;
    private final String prefix;
    private final int target;

    private StrippingProxy(String prefix, int target) {
        this.prefix = prefix;
        this.target = target;
        this.server = vertx.createHttpServer()
                .requestHandler(this::pass)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    static StrippingProxy before(int port, String prefix) {
        return new StrippingProxy(prefix, port);
    }

    String address() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    private void pass(HttpServerRequest request) {
        if (!request.uri().startsWith(prefix + "/")) {
            request.response().setStatusCode(404).end();
            return;
        }
        request.pause();
        RequestOptions options = new RequestOptions()
                .setMethod(request.method())
                .setHost("127.0.0.1")
                .setPort(target)
                .setURI(request.uri().substring(prefix.length()))
                .setHeaders(request.headers())
                .putHeader("X-Forwarded-Prefix", prefix);
        client.request(options)
                .compose(outgoing -> outgoing.send(request))
                .onSuccess(answer -> pass(answer, request))
                .onFailure(problem -> request.response().setStatusCode(502).end());
    }

    private static void pass(HttpClientResponse answer, HttpServerRequest request) {
        request.response().setStatusCode(answer.statusCode());
        request.response().headers().setAll(answer.headers());
        answer.pipeTo(request.response());
        request.connection().closeHandler(closed -> answer.request().reset());
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
