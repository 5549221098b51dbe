package ai.hermes.sessions.exchange;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.DamagedPage;
import ai.hermes.sessions.testing.TestHome;
import ai.hermes.sessions.testing.TestHomeResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be exported is named, and holds up nothing else. */
@QuarkusTest
@WithTestResource(TestHomeResource.class)
class ExchangeGapsTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String VERY_LARGE = """
            UPDATE messages SET reasoning = 'thought ' || hex(zeroblob(9000000)) WHERE session_id = 'large' AND role = 'assistant'
            """;
    /** What was imported by another test is none of them. */
    private static final String ALL = "['bad', 'dead', 'good', 'large']";

    private static final String DAMAGED = "cannot be read: The session store is damaged";
    private static final String TOO_LARGE = "is larger than 16 MB";

    /** So that what one test has imported is new to the next one. */
    private final String word = "w" + System.nanoTime();

    TestHome home;
    private AgentProcess agent;

    @BeforeEach
    void start() {
        home.clear();
        agent = AgentProcess.start().create(home.stateDb(), 31);
        agent.session("bad").message("bad", "user", word + " before");
        agent.message("bad", "tool", "x".repeat(40_000));
        agent.message("bad", "user", word + " after");
        agent.session("dead").message("dead", "tool", "only this");
        agent.session("good").message("good", "user", word + " unharmed");
        agent.session("large").message("large", "user", word + " small");
        agent.message("large", "assistant", word + " large");
        agent.run(VERY_LARGE);
        await().atMost(LONG).untilAsserted(() -> get("/api/sessions")
                .then()
                .body("sessions.session_id", hasItems("bad", "dead", "good", "large")));
        DamagedPage.ofFirstLargeMessage(agent, home.stateDb());
    }

    @AfterEach
    void end() {
        agent.close();
        home.clear();
    }

    private static JsonPath exported(String body) {
        String id = given().body(body.replace('\'', '"'))
                .post("/api/exports")
                .then()
                .statusCode(200)
                .extract()
                .path("id");
        await().atMost(LONG).until(() -> List.of("done", "failed")
                .contains(get("/api/exports/" + id).path("state")));
        return get("/api/exports/" + id).jsonPath();
    }

    private static byte[] file(JsonPath export) {
        return get("/" + export.getString("url"))
                .then()
                .statusCode(200)
                .extract()
                .asByteArray();
    }

    private static Map<String, String> files(byte[] zip) throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry each = in.getNextEntry(); each != null; each = in.getNextEntry()) {
                files.put(each.getName(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return files;
    }

    private void hasAllThatCanBeRead(String text) {
        assertThat(text)
                .contains(word + " before", word + " after", word + " unharmed", word + " small", word + " large")
                .contains(DAMAGED, TOO_LARGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "agent", "jsonl", "markdown", "html"})
    void everyFormGoesOnWithoutWhatCannotBeReadAndNamesIt(String format) {
        // when
        JsonPath export = exported("{'all': true, 'format': '" + format + "'}");

        // then
        assertThat(export.getString("state")).isEqualTo("done");
        assertThat(export.getInt("sessions_incomplete")).isEqualTo(2);
        assertThat(export.getList("not_exported.session_id")).containsExactly("bad", "large");
        assertThat(export.<String>getList("not_exported.remedy")).noneMatch(String::isBlank);
        byte[] file = file(export);
        hasAllThatCanBeRead(new String(file, StandardCharsets.UTF_8));
        byte[] part = given().header("Range", "bytes=100-" + (file.length - 1))
                .get("/" + export.getString("url"))
                .asByteArray();
        assertThat(part).isEqualTo(Arrays.copyOfRange(file, 100, file.length));
    }

    @Test
    void aListNeedsNoMessages() {
        assertThat(exported("{'all': true, 'format': 'csv'}").getString("state"))
                .isEqualTo("done");
    }

    @Test
    void theManifestOfAnArchiveNamesIt() throws IOException {
        // when
        Map<String, String> files =
                files(file(exported("{'ids': " + ALL + ", 'format': 'zip', 'formats': ['json', 'html']}")));

        // then
        assertThat(files).hasSize(4 * 2 + 2);
        hasAllThatCanBeRead(String.join("\n", files.values()));
        List<String> named = files.get("manifest.jsonl")
                .lines()
                .filter(it -> it.contains("\"not_exported\""))
                .toList();
        assertThat(named).hasSize(2);
        assertThat(named.get(0)).contains("\"session_id\":\"bad\"", DAMAGED, "\"remedy\":\"Stop the agent");
        assertThat(named.get(1)).contains("\"session_id\":\"large\"", TOO_LARGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "agent", "jsonl", "zip"})
    void whoeverImportsItIsToldWhatIsMissing(String format) {
        // given
        byte[] file = file(exported("{'ids': " + ALL + ", 'format': '" + format + "'}"));

        // when
        String id = given().post("/api/imports").path("id");
        given().contentType("application/octet-stream")
                .body(file)
                .post("/api/imports/" + id + "/part?offset=0")
                .then()
                .statusCode(200);
        given().post("/api/imports/" + id + "/start").then().statusCode(200);
        await().atMost(LONG).until(() -> List.of("done", "failed")
                .contains(get("/api/imports/" + id).path("state")));

        // then
        JsonPath imported = get("/api/imports/" + id).jsonPath();
        assertThat(imported.getInt("imported") + imported.getInt("duplicates")).isEqualTo(4);
        assertThat(imported.<String>getList("problems.session_id")).containsExactlyInAnyOrder("bad", "large");
        assertThat(imported.<String>getList("problems.error"))
                .allMatch(it -> it.startsWith("It is not in the export: "));
    }

    @Test
    void whatCannotBeReadAtAllFailsWithTheReason() {
        // given
        agent.run("DELETE FROM messages WHERE session_id = 'bad' AND role = 'user'");

        // when
        JsonPath export = exported("{'ids': ['bad'], 'format': 'jsonl'}");

        // then
        assertThat(export.getString("state")).isEqualTo("failed");
        assertThat(export.getString("error")).contains(DAMAGED);
        given().get("/api/session/export?session_id=bad").then().statusCode(503);
    }

    @Test
    void aStoreThatCouldNeverBeReadToItsEndIsNotWaitedFor() throws IOException {
        // given
        home.clear();
        try (TestHome elsewhere = TestHome.create();
                AgentProcess other = AgentProcess.start()) {
            other.create(elsewhere.stateDb(), 31).session("bad").message("bad", "tool", "x".repeat(40_000));
            DamagedPage.ofFirstLargeMessage(other, elsewhere.stateDb());
            other.release();
            Files.move(elsewhere.stateDb(), home.stateDb());
        }
        await().atMost(LONG).untilAsserted(() -> get("/api/sessions").then().body("pending", equalTo(true)));

        // then
        given().get("/api/session/export?session_id=bad").then().statusCode(503).body("code", equalTo("export_failed"));
    }

    @Test
    void theSameIsMadeOfTheSame() {
        assertThat(exported("{'all': true, 'format': 'jsonl'}").getString("sha256"))
                .isEqualTo(exported("{'all': true, 'format': 'jsonl'}").getString("sha256"));
    }
}
