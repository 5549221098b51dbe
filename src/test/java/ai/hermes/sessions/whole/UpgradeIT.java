package ai.hermes.sessions.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.Command;
import ai.hermes.sessions.testing.ServiceProcess;
import ai.hermes.sessions.testing.TestHome;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sqlite.SQLiteDataSource;

/** What people added with other versions of the service, before and after this one. */
class UpgradeIT {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Path MIGRATIONS = Path.of("src/main/resources/db/annotation");

    /** With the tables of the first version alone. */
    private static final String ADDED = """
            INSERT INTO project VALUES ('p1', 'default', 'Garden', '#00aa00', 1.5, 0);
            INSERT INTO annotation VALUES ('default', 's1', 1, NULL, NULL, 'Mine', 'p1');
            INSERT INTO annotation VALUES ('default', 's2', NULL, 1, NULL, NULL, NULL);
            INSERT INTO annotation VALUES ('other', 's9', 1, 1, 1, 'Elsewhere', NULL);
            """;

    private static final String TOKEN = "0123456789abcdef0123";

    @TempDir
    Path folder;

    private TestHome home;
    private Path database;

    @BeforeEach
    void start() throws IOException {
        home = TestHome.create();
        database =
                Files.createDirectories(home.path().resolve("hermes-sessions")).resolve("annotations.db");
        try (AgentProcess agent = AgentProcess.start()) {
            agent.create(home.stateDb(), 31);
            for (String id : new String[] {"s1", "s2"}) {
                agent.session(id).message(id, "user", "hello");
            }
        }
    }

    @AfterEach
    void end() {
        home.close();
    }

    private SQLiteDataSource source() {
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + database);
        return source;
    }

    /** As a service of that version left it. */
    private void madeBy(String version) throws SQLException {
        Flyway.configure()
                .dataSource(source())
                .locations("filesystem:" + MIGRATIONS, "filesystem:" + folder)
                .target(version)
                .load()
                .migrate();
        try (Connection connection = source().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = WAL");
            for (String line : ADDED.split(";")) {
                if (!line.isBlank()) {
                    statement.executeUpdate(line.replaceFirst(
                            "annotation VALUES",
                            "annotation (profile, root_id, pinned, archived, hidden, title, project_id) VALUES"));
                }
            }
        }
    }

    private static JsonPath list(ServiceProcess service) {
        return JsonPath.from(service.get("/api/sessions?all_profiles=1").body());
    }

    private static void awaitTitle(ServiceProcess service, String title) {
        await().atMost(LONG)
                .until(() -> list(service).getString("sessions.find { it.session_id == 's1' }.title"), title::equals);
    }

    /** Each number that the tables had, since anybody may have stopped at any. */
    static List<String> versions() throws IOException {
        try (Stream<Path> files = Files.list(MIGRATIONS)) {
            return files.map(it -> it.getFileName().toString().replaceAll("V(\\d+)__.*", "$1"))
                    .sorted(Comparator.comparing(Integer::valueOf))
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("versions")
    void whatWasAddedWithAnEarlierVersionIsThereAndCanBeChanged(String version) throws SQLException {
        // given
        madeBy(version);

        // when
        try (ServiceProcess service = ServiceProcess.in(home).start()) {
            awaitTitle(service, "Mine");

            // then
            JsonPath row = list(service).setRootPath("sessions.find { it.session_id == 's1' }");
            assertThat(row.getBoolean("pinned")).isTrue();
            assertThat(row.getString("project_id")).isEqualTo("p1");
            assertThat(list(service).getInt("rules.archived")).isEqualTo(1);
            assertThat(JsonPath.from(service.get("/api/projects").body()).getList("projects.name"))
                    .isEqualTo(List.of("Garden"));
            assertThat(service.post("/api/session/note", "{\"session_id\": \"s1\", \"note\": \"New\"}")
                            .statusCode())
                    .isEqualTo(200);
        }
        assertThat(rows("annotation")).isEqualTo(3);
    }

    @Test
    void whatALaterVersionMadeIsLeftAsItIs() throws Exception {
        // given
        Files.writeString(folder.resolve("V999__Later.sql"), "CREATE TABLE later (x TEXT) STRICT;");
        madeBy("999");
        byte[] before = Files.readAllBytes(database);

        // when
        // Who may come in cannot be read, so nobody may but who has the token of the set-up.
        try (ServiceProcess service =
                ServiceProcess.in(home).property("hermes.auth.token", TOKEN).start()) {
            await().atMost(LONG).until(() -> asked(HttpRequest.newBuilder(service.uri("/api/sessions")))
                    .body()
                    .contains("\"session_id\":\"s1\""));
            HttpResponse<String> refused = asked(HttpRequest.newBuilder(service.uri("/api/session/rename"))
                    .POST(HttpRequest.BodyPublishers.ofString("{\"session_id\": \"s1\", \"title\": \"Lost\"}")));
            Command restored = Command.run(home, Map.of(), "restore", database.toString());

            // then
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(JsonPath.from(refused.body()).getString("code")).isEqualTo("annotations_newer");
            assertThat(restored.code()).as(restored.output()).isEqualTo(65);
        }
        assertThat(Files.readAllBytes(database)).isEqualTo(before);
        assertThat(rows("annotation")).isEqualTo(3);
    }

    private static HttpResponse<String> asked(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient()
                .send(request.header("Authorization", "Bearer " + TOKEN).build(), HttpResponse.BodyHandlers.ofString());
    }

    private int rows(String table) throws SQLException {
        try (Connection connection = source().getConnection();
                Statement statement = connection.createStatement()) {
            return statement
                    .executeQuery("SELECT count(*) AS rows_of FROM " + table)
                    .getInt("rows_of");
        }
    }
}
