package ai.hermes.sessions.security;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;

import ai.hermes.sessions.caller.Role;
import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.TestHome;
import ai.hermes.sessions.testing.TestHomeResource;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every operation of the document of the interface, tried by everybody: by who shows nothing, by who may see another
 * profile only, and by each role. An operation that does not say what it needs fails here, and is refused to all.
 */
@QuarkusTest
@QuarkusTestResource(TestHomeResource.class)
@TestProfile(LockedService.class)
class EndpointRolesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String OF_TESTS = "/api/leak/.*|/test.*";

    /** What nobody who may not see the default profile may be told, in any answer. */
    private static final String MARK = "zebra-of-the-default-profile";

    /** What may be called by POST by who may only look: it changes nothing that others see. */
    private static final Set<String> HARMLESS =
            Set.of("/api/profile/switch", "/api/session/import_cli", "/api/echo", "/mcp", "/mcp/messages/:id");

    private final HttpClient client = HttpClient.newHttpClient();

    TestHome home;

    @Inject
    AccessTable table;

    @TestHTTPResource("/")
    URI url;

    private AgentProcess agent;

    @BeforeEach
    void sessions() {
        home.clear();
        agent = AgentProcess.start();
        agent.create(home.stateDb("work"), 31).session("theirs", Map.of("title", "Theirs"));
        agent.message("theirs", "user", "Hello");
        agent.create(home.stateDb(), 31).session("mine", Map.of("title", MARK, "cwd", "/home/" + MARK));
        agent.message("mine", "user", MARK);
        // What the operations that were tried before did to it.
        List.of("restore", "archive", "hide").forEach(deed -> as(LockedService.TOKEN)
                .body("{\"session_id\": \"mine\", \"archived\": false, \"hidden\": false}")
                .post("/api/session/" + deed));
        await().untilAsserted(() -> as(LockedService.TOKEN)
                .get("/api/sessions?all_profiles=1")
                .then()
                .body("sessions.session_id", hasItems("mine", "theirs")));
        as(LockedService.TOKEN).body("{\"name\": \"" + MARK + "\"}").post("/api/projects/create");
    }

    @AfterEach
    void end() {
        agent.close();
        home.clear();
    }

    @Test
    void everyMethodOfAResourceSaysWhatItNeeds() {
        assertThat(table.without()).isEmpty();
    }

    @Test
    void everyOperationOfTheDocumentHasARule() throws IOException {
        assertThat(operations().filter(it -> it.rule().isEmpty()))
                .as("operations for which no resource (@Needs) and no RouteRules says who may call them")
                .isEmpty();
    }

    @Test
    void whoMayOnlyLookCanChangeNothing() {
        assertThat(table.all().entrySet().stream()
                        .filter(it ->
                                it.getKey().startsWith("POST ") && it.getValue().role() == Role.READ)
                        .filter(it -> !it.getValue().where().equals("AgentRoutes"))
                        .map(it -> it.getKey().substring(5))
                        .filter(it -> !it.matches(OF_TESTS)))
                .allMatch(HARMLESS::contains);
    }

    @TestFactory
    Stream<DynamicTest> whoMayCallWhat() throws IOException {
        String foreigner = token("admin", "[\"work\"]");
        String reader = token("read", "null");
        String organiser = token("organise", "null");
        String admin = token("admin", "null");
        List<Operation> all = operations().toList();
        return Stream.of(
                        all.stream().map(it -> foreign(it, foreigner)),
                        all.stream().map(it -> attempt(it, "anyone", Role.ANYONE, Optional.empty())),
                        all.stream().map(it -> attempt(it, "read", Role.READ, Optional.of(reader))),
                        all.stream().map(it -> attempt(it, "organise", Role.ORGANISE, Optional.of(organiser))),
                        all.stream().map(it -> attempt(it, "admin", Role.ADMIN, Optional.of(admin))))
                .flatMap(it -> it);
    }

    private DynamicTest attempt(Operation operation, String who, Role role, Optional<String> token) {
        return DynamicTest.dynamicTest(operation + " by " + who, () -> {
            Answer answer = send(operation, token);
            Rule rule = operation.rule().orElseThrow();
            if (role.covers(rule.role())) {
                assertThat(answer.status()).isNotEqualTo(401);
                assertThat(answer.body()).doesNotContain("role_required", "every_profile_required", "no_rule");
            } else {
                assertThat(answer.status()).isEqualTo(token.isEmpty() ? 401 : 403);
                assertThat(answer.body()).contains(token.isEmpty() ? "authentication_required" : "role_required");
            }
        });
    }

    private DynamicTest foreign(Operation operation, String token) {
        return DynamicTest.dynamicTest(operation + " by who may see another profile", () -> {
            Answer answer = send(operation, Optional.of(token));
            assertThat(answer.body()).doesNotContain(MARK);
            if (operation.rule().orElseThrow().everyProfile()) {
                assertThat(answer.status()).isEqualTo(403);
                assertThat(answer.body()).contains("every_profile_required");
            }
        });
    }

    @Test
    void aSessionOfAProfileThatMayNotBeSeenIsNotThere() throws IOException {
        // given
        String token = token("admin", "[\"work\"]");

        // then
        for (String query : List.of("", "&profile=default")) {
            as(token)
                    .get("/api/session?session_id=mine" + query)
                    .then()
                    .statusCode(404)
                    .body("error", is("Session not found"));
        }
        as(token)
                .cookie("hermes_profile", "default")
                .get("/api/session?session_id=mine")
                .then()
                .statusCode(404);
        as(token).get("/api/session?session_id=theirs").then().statusCode(200);
        as(token)
                .body("{\"name\": \"default\"}")
                .post("/api/profile/switch")
                .then()
                .statusCode(404);
    }

    @Test
    void nothingCountsWhatMayNotBeSeen() throws IOException {
        // given
        String token = token("admin", "[\"work\"]");

        // when
        JsonPath all = as(token).get("/api/sessions?all_profiles=1").jsonPath();
        JsonPath own = as(token).get("/api/sessions").jsonPath();

        // then
        assertThat(all.getList("sessions.session_id")).containsExactly("theirs");
        assertThat(all.getInt("total")).isEqualTo(1);
        assertThat(own.getInt("total")).isEqualTo(1);
        assertThat(own.getInt("rules.other_profile")).isZero();
        as(token).get("/api/profiles").then().body("profiles.name", contains("work"));
        as(token)
                .get("/api/projects?all_profiles=1")
                .then()
                .body("projects.size()", is(0))
                .body("other_profile_count", is(0));
        as(token).get("/health").then().body("sessions", is(0));
    }

    /** The bytes of a list are kept for the next who asks: but for who may see the same. */
    @Test
    void aListThatIsReadyIsNotThatOfSomebodyElse() throws IOException {
        // given
        String both = token("read", "[\"default\", \"work\"]");
        String one = token("read", "[\"work\"]");

        // when
        as(both).cookie("hermes_profile", "work").get("/api/sessions?all_profiles=1");
        JsonPath list = as(one).cookie("hermes_profile", "work")
                .get("/api/sessions?all_profiles=1")
                .jsonPath();

        // then
        assertThat(list.getList("sessions.session_id")).containsExactly("theirs");
    }

    @Test
    void aStreamTellsNothingOfAProfileThatMayNotBeSeen() throws Exception {
        // given
        HttpRequest request = HttpRequest.newBuilder(url.resolve("/api/sessions/events?all_profiles=1"))
                .header("Authorization", "Bearer " + token("read", "[\"work\"]"))
                .build();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                client.send(request, HttpResponse.BodyHandlers.ofInputStream()).body(), StandardCharsets.UTF_8))) {
            lines.readLine();

            // when
            agent.message("mine", "user", "More");
            await().until(() ->
                    as(LockedService.TOKEN).get("/api/sessions").jsonPath().getInt("sessions[0].message_count") == 2);
            agent.open(home.stateDb("work")).message("theirs", "user", "More");
            String told = lines.lines()
                    .filter(it -> it.startsWith("data:"))
                    .findFirst()
                    .orElseThrow();

            // then
            assertThat(told).contains("work").doesNotContain("default");
        }
    }

    private String token(String role, String profiles) throws IOException {
        String body = "{\"name\": \"%s\", \"role\": \"%s\", \"profiles\": %s}".formatted(role, role, profiles);
        return as(LockedService.TOKEN)
                .body(body)
                .post("/api/auth/tokens/create")
                .then()
                .statusCode(200)
                .extract()
                .path("token");
    }

    private static io.restassured.specification.RequestSpecification as(String token) {
        return given().header("Authorization", "Bearer " + token);
    }

    private Answer send(Operation operation, Optional<String> token) throws IOException, InterruptedException {
        String path = operation.path().replaceAll("\\{[^}]*}", "mine");
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        url.resolve(operation.verb().equals("GET") ? path + "?session_id=mine&all_profiles=1" : path))
                .header("X-Forwarded-For", "192.0.2.50");
        if (operation.verb().equals("POST")) {
            request.POST(HttpRequest.BodyPublishers.ofString("{\"session_id\": \"mine\", \"profile\": \"default\"}"));
        }
        token.ifPresent(it -> request.header("Authorization", "Bearer " + it));
        HttpResponse<InputStream> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = answer.body()) {
            boolean stream = answer.headers()
                    .firstValue("Content-Type")
                    .filter(it -> it.startsWith("text/event-stream"))
                    .isPresent();
            return new Answer(
                    answer.statusCode(),
                    new String(stream ? body.readNBytes(1) : body.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private Stream<Operation> operations() throws IOException {
        JsonNode document = JSON.readTree(as(LockedService.TOKEN)
                .queryParam("format", "json")
                .get("/q/openapi")
                .asString());
        return document.get("paths").properties().stream()
                .filter(path -> !path.getKey().matches(OF_TESTS))
                .flatMap(path -> path.getValue().properties().stream()
                        .filter(it -> Set.of("get", "post").contains(it.getKey()))
                        .map(it -> {
                            String verb = it.getKey().toUpperCase(java.util.Locale.ROOT);
                            return new Operation(
                                    verb,
                                    path.getKey(),
                                    table.rule(verb, path.getKey().replaceAll("\\{[^}]*}", "mine")));
                        }));
    }

    private record Operation(String verb, String path, Optional<Rule> rule) {
        @Override
        public String toString() {
            return verb + " " + path;
        }
    }

    private record Answer(int status, String body) {}
}
