package ai.hermes.sessions.bench;

import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Asks over the loopback interface, in one thread, so that most of the machine is left to whoever answers. Each client
 * has a connection of its own.
 */
final class Load implements AutoCloseable {

    private static final long SETTLE_MILLIS = 2_000;

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));

    /**
     * What is asked for.
     *
     * @param port of the loopback interface
     * @param known whether the clients know the answer, and send the tag that it had just before
     */
    record Target(int port, String path, boolean known) {

        Target at(int otherPort) {
            return new Target(otherPort, path, known);
        }

        private MultiMap headers() {
            MultiMap headers = MultiMap.caseInsensitiveMultiMap();
            if (known) {
                headers.add(HttpHeaders.IF_NONE_MATCH, tag());
            }
            return headers;
        }

        private String tag() {
            try {
                URI uri = URI.create("http://127.0.0.1:" + port + path);
                return java.net.http.HttpClient.newBuilder()
                        .version(java.net.http.HttpClient.Version.HTTP_1_1)
                        .build()
                        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding())
                        .headers()
                        .firstValue("etag")
                        .orElse("");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /**
     * What came of it.
     *
     * @param latencies from when an answer should have been asked for to its last byte
     * @param unchanged answers 304
     * @param failed answers that were neither, or did not come
     */
    record Result(Latencies latencies, double seconds, long bytes, long unchanged, long failed) {

        double perSecond() {
            return latencies.size() / seconds;
        }
    }

    /** Each client asks when its time has come, whether or not there was an answer to the one before. */
    Result open(Target target, int clients, Duration interval, Duration length) {
        Run run = new Run(target, clients, length);
        vertx.runOnContext(start -> {
            for (int i = 0; i < clients; i++) {
                long offset = 1 + interval.toMillis() * i / clients;
                vertx.setTimer(offset, first -> {
                    long began = System.nanoTime();
                    run.ask(began, () -> {});
                    long[] count = {0};
                    vertx.setPeriodic(interval.toMillis(), id -> {
                        if (run.over()) {
                            vertx.cancelTimer(id);
                        } else {
                            // By the plan, not by when the timer came to it: a wait for the thread is a wait as well.
                            run.ask(began + interval.toNanos() * ++count[0], () -> {});
                        }
                    });
                });
            }
        });
        return run.result();
    }

    /** Each client asks again when it has an answer. */
    Result closed(Target target, int clients, Duration length) {
        Run run = new Run(target, clients, length);
        vertx.runOnContext(start -> {
            for (int i = 0; i < clients; i++) {
                again(run);
            }
        });
        return run.result();
    }

    private void again(Run run) {
        if (!run.over()) {
            run.ask(System.nanoTime(), () -> again(run));
        }
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** One measurement. All but {@link #result} happens in the one thread. */
    private final class Run {

        private final HttpClient client;
        private final RequestOptions request;
        private final Duration length;
        private final long from = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(SETTLE_MILLIS);
        private final Latencies latencies = new Latencies();
        private final CompletableFuture<Void> done = new CompletableFuture<>();
        private long bytes;
        private long unchanged;
        private long failed;

        Run(Target target, int clients, Duration length) {
            this.length = length;
            client = vertx.createHttpClient(
                    new HttpClientOptions().setMaxPoolSize(clients).setKeepAliveTimeout(600));
            request = new RequestOptions()
                    .setMethod(HttpMethod.GET)
                    .setHost("127.0.0.1")
                    .setPort(target.port())
                    .setURI(target.path())
                    .setHeaders(target.headers());
            vertx.setTimer(SETTLE_MILLIS + length.toMillis(), end -> done.complete(null));
        }

        boolean over() {
            return done.isDone();
        }

        void ask(long due, Runnable then) {
            client.request(request).compose(HttpClientRequest::send).onComplete(answer -> {
                if (answer.failed()) {
                    failed += over() ? 0 : 1;
                    then.run();
                    return;
                }
                int status = answer.result().statusCode();
                boolean counts = due >= from && !over();
                answer.result().handler(buffer -> bytes += counts ? buffer.length() : 0);
                answer.result().endHandler(end -> {
                    if (counts) {
                        latencies.add(System.nanoTime() - due);
                        unchanged += status == 304 ? 1 : 0;
                        failed += status == 200 || status == 304 ? 0 : 1;
                    }
                    then.run();
                });
            });
        }

        Result result() {
            done.join();
            // What is still under way is not waited for in the figures, but must not disturb the next ones.
            client.close().toCompletionStage().toCompletableFuture().join();
            return new Result(latencies, length.toNanos() / 1e9, bytes, unchanged, failed);
        }
    }
}
