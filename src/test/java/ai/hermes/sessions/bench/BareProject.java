package ai.hermes.sessions.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A service of the same make without a line of ours: the same pom, so the same extensions at the same versions, the
 * same settings of the build, two small resources. What it takes is what Quarkus takes.
 */
final class BareProject {

    /** Asked by clients that poll. */
    static final String PATH = "/hello";

    private static final String RESOURCE = """
            package bare;

            @jakarta.ws.rs.Path("/hello")
            public class Hello {

                @jakarta.ws.rs.GET
                public String hello() {
                    return "hello";
                }
            }
            """;

    /** Gives out what another service answered when it was asked first, with its headers; 304 where it is known. */
    private static final String CONSTANT = """
            package bare;

            import io.smallrye.common.annotation.NonBlocking;
            import jakarta.ws.rs.GET;
            import jakarta.ws.rs.Path;
            import jakarta.ws.rs.core.Context;
            import jakarta.ws.rs.core.HttpHeaders;
            import jakarta.ws.rs.core.Response;
            import jakarta.ws.rs.core.UriInfo;
            import java.net.URI;
            import java.net.http.HttpClient;
            import java.net.http.HttpRequest;
            import java.net.http.HttpResponse;
            import java.util.Map;
            import java.util.concurrent.ConcurrentHashMap;

            @Path("/api/sessions")
            public class Constant {

                private static final Map<URI, HttpResponse<byte[]>> KNOWN = new ConcurrentHashMap<>();

                @GET
                @NonBlocking
                public Response answer(@Context UriInfo address, @Context HttpHeaders headers) {
                    HttpResponse<byte[]> known = KNOWN.computeIfAbsent(address.getRequestUri(), Constant::asked);
                    String tag = known.headers().firstValue("etag").orElse("");
                    boolean has = tag.equals(headers.getHeaderString("If-None-Match"));
                    Response.ResponseBuilder answer = has ? Response.notModified() : Response.ok(known.body());
                    known.headers().map().forEach((name, values) -> {
                        if (!name.equals("content-length") && !name.equals("transfer-encoding")) {
                            answer.header(name, values.get(0));
                        }
                    });
                    return answer.build();
                }

                private static HttpResponse<byte[]> asked(URI address) {
                    try {
                        String of = System.getenv("CONSTANT_OF");
                        URI original = URI.create(of + address.getRawPath() + "?" + address.getRawQuery());
                        HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
                        return client.send(
                                HttpRequest.newBuilder(original).build(), HttpResponse.BodyHandlers.ofByteArray());
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                }
            }
            """;

    /** Like the service it ends by itself when it is trained, after some requests. */
    private static final String MAIN = """
            package bare;

            import java.net.URI;
            import java.net.http.HttpClient;
            import java.net.http.HttpRequest;
            import java.net.http.HttpResponse;

            @io.quarkus.runtime.annotations.QuarkusMain
            public class Main implements io.quarkus.runtime.QuarkusApplication {

                public static void main(String... arguments) {
                    if (arguments.length > 0) {
                        System.setProperty("quarkus.http.port", "0");
                    }
                    if (arguments.length > 0 && arguments[0].equals("version")) {
                        return;
                    }
                    io.quarkus.runtime.Quarkus.run(Main.class, arguments);
                }

                @Override
                public int run(String... arguments) throws Exception {
                    if (arguments.length == 0) {
                        io.quarkus.runtime.Quarkus.waitForExit();
                        return 0;
                    }
                    int port = org.eclipse.microprofile.config.ConfigProvider.getConfig()
                            .getValue("quarkus.http.port", Integer.class);
                    HttpClient client = HttpClient.newHttpClient();
                    for (String path : new String[] {"/q/health/live", "/q/health/ready", "/hello", "/hello"}) {
                        client.send(
                                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
                                HttpResponse.BodyHandlers.ofString());
                    }
                    return 0;
                }
            }
            """;

    private BareProject() {}

    /**
     * Builds it.
     *
     * @param folder an empty one
     * @return the folder with {@code quarkus-run.jar}
     */
    static Path build(Path folder) throws IOException, InterruptedException {
        Path sources = Files.createDirectories(folder.resolve("src/main/java/bare"));
        Path resources = Files.createDirectories(folder.resolve("src/main/resources"));
        Files.copy(Path.of("pom.xml"), folder.resolve("pom.xml"));
        Files.writeString(sources.resolve("Hello.java"), RESOURCE);
        Files.writeString(sources.resolve("Constant.java"), CONSTANT);
        Files.writeString(sources.resolve("Main.java"), MAIN);
        Files.writeString(
                resources.resolve("application.properties"),
                Files.readAllLines(Path.of("src/main/resources/application.properties")).stream()
                        // The filter that lines of the log go through is ours.
                        .filter(line -> !line.contains("=masking"))
                        .collect(Collectors.joining("\n", "", "\n")));
        Path log = folder.resolve("build.log");
        Process process = new ProcessBuilder(List.of(
                        Path.of("mvnw").toAbsolutePath().toString(),
                        "-B",
                        "-q",
                        "-f",
                        folder.resolve("pom.xml").toString(),
                        "-DskipTests",
                        "-DskipITs",
                        "-Djacoco.skip",
                        "-Dspotless.check.skip",
                        "package"))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (process.waitFor() != 0) {
            throw new IllegalStateException(Files.readString(log));
        }
        return folder.resolve("target/quarkus-app");
    }
}
