package ai.hermes.sessions.share;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.TestHome;
import ai.hermes.sessions.testing.TestHomeResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(TestHomeResource.class)
class ShareResourceTest {

    private static final String PICTURE =
            "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk"
                    + "+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    TestHome home;
    private AgentProcess agent;

    @BeforeEach
    void sessions() {
        home.clear();
        agent = AgentProcess.start();
        agent.create(home.stateDb("work"), 31).session("sh_theirs");
        agent.message("sh_theirs", "user", "Not for you");
        agent.create(home.stateDb(), 31)
                .session("sh_chat", Map.of("title", "Plan <b>of</b> ghp_abcdefghij1234567890klmnop"));
        agent.message("sh_chat", "user", "Look at /home/ada/notes.txt and <script>alert(1)</script>");
        agent.message("sh_chat", "assistant", "", Map.of("reasoning", "A thought", "tool_calls", "[{\"id\": \"c1\"}]"));
        agent.message("sh_chat", "tool", "Output of a tool", Map.of("tool_call_id", "c1"));
        agent.message("sh_chat", "assistant", "The key is sk-abcdefghijkl12345678901234 there");
        agent.message(
                "sh_chat",
                "user",
                "\0json:[{\"type\": \"text\", \"text\": \"See\"}, {\"type\": \"image_url\", \"image_url\":"
                        + " {\"url\": \"" + PICTURE
                        + "\"}}, {\"type\": \"image_url\", \"image_url\": {\"url\": \"https://evil.example/x.png\"}}]");
        agent.session("sh_empty");
        agent.message("sh_empty", "tool", "Only a tool");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        get("/api/sessions").then().statusCode(200).body("sessions.session_id", hasItem("sh_chat")));
    }

    @AfterEach
    void end() {
        agent.close();
        home.clear();
    }

    private static ValidatableResponse post(String path, String body) {
        return given().body(body.replace('\'', '"')).post(path).then();
    }

    private static String share() {
        return post("/api/share/create", "{'session_id': 'sh_chat'}")
                .statusCode(200)
                .extract()
                .path("share.token");
    }

    @Test
    void whoeverHasTheTokenReadsWhatWasSaidAndNothingElse() {
        // given
        String token = share();

        // when
        ValidatableResponse answer = get("/api/share/" + token).then();

        // then
        answer.statusCode(200)
                .header("X-Robots-Tag", containsString("noindex"))
                .header("Cache-Control", "no-store")
                .body("share.messages", hasSize(3))
                .body("share.messages.role", equalTo(List.of("user", "assistant", "user")))
                .body("share.messages[1].content", equalTo("The key is sk-abc...1234 there"))
                .body("share.messages[0].content", containsString("Look at [redacted-path] and"))
                .body("share.message_count", equalTo(3))
                .body("share.title", equalTo("Plan <b>of</b> ghp_ab...mnop"));
        assertThat(answer.extract().asString())
                .doesNotContain("Output of a tool", "A thought", "evil.example", "/home/ada", "sh_chat");
    }

    @Test
    void theAddressIsInTheAnswerAndTheSameAfterARefresh() {
        // given
        String token = share();
        agent.message("sh_chat", "user", "One more");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> get("/api/session?session_id=sh_chat").then().body("session.message_count", equalTo(6)));

        // when
        post("/api/share/create", "{'session_id': 'sh_chat'}")
                .statusCode(200)
                .body("share.token", equalTo(token))
                .body("share.url", equalTo("/share/" + token))
                .body("session.session_id", equalTo("sh_chat"));

        // then
        get("/api/share/" + token).then().body("share.message_count", equalTo(4));
    }

    @Test
    void aSnapshotDoesNotGrowByItself() {
        // given
        String token = share();

        // when
        agent.message("sh_chat", "user", "Said later");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> get("/api/session?session_id=sh_chat").then().body("session.message_count", equalTo(6)));

        // then
        get("/api/share/" + token).then().body("share.message_count", equalTo(3));
    }

    @Test
    void aRevokedShareIsGoneAndTheNextOneHasAnotherToken() {
        // given
        String token = share();

        // when
        post("/api/share/revoke", "{'session_id': 'sh_chat'}").statusCode(200).body("ok", equalTo(true));

        // then
        get("/api/share/" + token).then().statusCode(404).body("error", equalTo("Shared conversation not found"));
        get("/share/" + token).then().statusCode(404);
        assertThat(share()).isNotEqualTo(token);
    }

    @Test
    void aShareIsRevokedByItsIdThoughItsSessionIsGone() {
        // given
        String token = share();
        agent.run("DELETE FROM messages WHERE session_id = 'sh_chat'");
        agent.run("DELETE FROM sessions WHERE id = 'sh_chat'");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> get("/api/session?session_id=sh_chat").then().statusCode(404));

        // when
        post("/api/share/revoke", "{'session_id': 'sh_chat'}").statusCode(200).body("ok", equalTo(true));

        // then
        get("/api/share/" + token).then().statusCode(404);
    }

    @Test
    void whatIsInTheTrashIsNotShown() {
        // given
        String token = share();

        // when
        post("/api/session/delete", "{'session_id': 'sh_chat'}").statusCode(200);

        // then
        get("/api/share/" + token).then().statusCode(404);
        post("/api/session/restore", "{'session_id': 'sh_chat'}").statusCode(200);
        get("/api/share/" + token).then().statusCode(200);
    }

    @Test
    void theTokenIsInNoFileOfTheService() throws IOException {
        // given
        String token = share();

        // when
        Path folder = home.path().resolve("hermes-sessions");
        String database = Files.readString(folder.resolve("annotations.db"), StandardCharsets.ISO_8859_1)
                + Files.readString(folder.resolve("annotations.db-wal"), StandardCharsets.ISO_8859_1);

        // then
        assertThat(token).matches("[0-9a-f]{40}");
        assertThat(database).contains("The key is sk-abc...1234").doesNotContain(token, "sk-abcdefghijkl");
        assertThat(Files.getPosixFilePermissions(folder.resolve("share.key"))).hasSize(2);
    }

    @Test
    void sharesOfTheProfileAreListed() {
        // given
        String token = share();

        // then
        get("/api/shares")
                .then()
                .statusCode(200)
                .body("shares.token", hasItem(token))
                .body("shares.session_id", hasItem("sh_chat"));
        given().cookie("hermes_profile", "work")
                .get("/api/shares")
                .then()
                .statusCode(200)
                .body("shares.token", not(hasItem(token)));
    }

    @Test
    void thePageIsOneFileThatAsksForNothingAndRunsNothing() {
        // given
        String token = share();

        // when
        ValidatableResponse answer = get("/share/" + token).then();

        // then
        answer.statusCode(200)
                .contentType("text/html")
                .header("X-Robots-Tag", containsString("noindex"))
                .header("Content-Security-Policy", containsString("default-src 'none'"))
                .header("Content-Security-Policy", containsString("sandbox"))
                .header("Content-Security-Policy", not(containsString("'self'")))
                .header("X-Frame-Options", "DENY");
        String page = answer.extract().asString();
        assertThat(page)
                .contains(
                        "<meta name=\"robots\" content=\"noindex",
                        "&lt;script&gt;alert(1)&lt;/script&gt;",
                        "src=\"" + PICTURE)
                .doesNotContain("<script", "<b>", "evil.example", "/home/ada", "sk-abcdefghijkl");
        assertThat(Pattern.compile("(?:src|href|url)\\s*+[=(]\\s*+[\"']?+(?!data:)")
                        .matcher(page)
                        .find())
                .as("asks for something")
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "0123456789abcdef0123456789abcdef01234567", "..%2Fetc", "sh_chat", "create"})
    void whatIsNoTokenOpensNothing(String token) {
        get("/api/share/" + token).then().statusCode(404);
        get("/share/" + token).then().statusCode(404);
    }

    @Test
    void onlyWhatThereIsToShareOfTheOwnProfileCanBeShared() {
        post("/api/share/create", "{'session_id': 'sh_theirs'}")
                .statusCode(404)
                .body("error", equalTo("Session not found"));
        post("/api/share/create", "{'session_id': 'sh_nobody'}").statusCode(404);
        post("/api/share/revoke", "{'session_id': 'sh_theirs'}").statusCode(404);
        post("/api/share/create", "{}").statusCode(400).body("error", equalTo("Missing required field(s): session_id"));
        post("/api/share/create", "{'session_id': 'sh_empty'}")
                .statusCode(400)
                .body("error", equalTo("This conversation has no shareable messages yet."));
    }
}
