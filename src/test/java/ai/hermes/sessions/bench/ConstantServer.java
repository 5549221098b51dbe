package ai.hermes.sessions.bench;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The least that a server on the same machine and of the same make can do: it gives out bytes that it has, and nothing
 * else. It runs in a process of its own, for which a copy of an answer of the service is taken.
 */
final class ConstantServer implements AutoCloseable {

    private static final List<String> NOT_COPIED = List.of("content-length", "transfer-encoding", "connection");

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Process process;
    private final int port;

    private ConstantServer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts one that answers each path with what the service answers now. */
    static ConstantServer start(int servicePort, List<Load.Target> targets) {
        try {
            Process process = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx512m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            ConstantServer.class.getName(),
                            String.valueOf(servicePort)))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            ConstantServer server = new ConstantServer(
                    process, Integer.parseInt(process.inputReader().readLine()));
            targets.forEach(server::learn);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return port;
    }

    ProcessSample sample() {
        return ProcessSample.of(process.pid());
    }

    private void learn(Load.Target target) {
        try {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + target.path()));
            CLIENT.send(request.timeout(Duration.ofSeconds(20)).build(), HttpResponse.BodyHandlers.discarding());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }

    /** Runs until it is ended. What is asked for the first time is asked of the service and kept. */
    public static void main(String... arguments) {
        int service = Integer.parseInt(arguments[0]);
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
        Map<String, Answer> answers = new HashMap<>();
        HttpServer server = vertx.createHttpServer(
                new HttpServerOptions().setHost("127.0.0.1").setPort(0));
        server.requestHandler(request -> {
            Answer answer;
            synchronized (answers) {
                answer = answers.computeIfAbsent(request.uri(), uri -> Answer.copied(service, uri));
            }
            answer.headers().forEach(request.response()::putHeader);
            if (answer.tag()
                    .filter(tag -> tag.equals(request.getHeader(HttpHeaders.IF_NONE_MATCH)))
                    .isPresent()) {
                request.response().setStatusCode(304).end();
            } else {
                request.response().end(answer.body());
            }
        });
        server.listen().onSuccess(listening -> System.out.println(listening.actualPort()));
    }

    private record Answer(Map<String, String> headers, Optional<String> tag, Buffer body) {

        static Answer copied(int service, String uri) {
            try {
                HttpResponse<byte[]> answer = CLIENT.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service + uri))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
                Map<String, String> headers = new HashMap<>();
                answer.headers().map().forEach((name, values) -> {
                    if (!NOT_COPIED.contains(name)) {
                        headers.put(name, values.get(0));
                    }
                });
                return new Answer(headers, answer.headers().firstValue("etag"), Buffer.buffer(answer.body()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
