package ai.hermes.sessions;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.TestHome;
import ai.hermes.sessions.testing.TestHomeResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The document of the interface is held to the answers. */
@QuarkusTest
@WithTestResource(TestHomeResource.class)
class OpenApiTest {

    TestHome home;

    private static JsonPath document() {
        return given().queryParam("format", "json").get("/q/openapi").jsonPath();
    }

    private static Map<String, Object> schema(JsonPath document, Map<String, Object> schema) {
        Map<String, Object> properties = new HashMap<>();
        if (schema.get("$ref") instanceof String reference) {
            properties.putAll(
                    schema(document, document.getMap("components.schemas." + reference.replaceAll(".*/", ""))));
        }
        if (schema.get("allOf") instanceof List<?> parts) {
            parts.forEach(part -> properties.putAll(schema(document, cast(part))));
        }
        if (schema.get("properties") != null) {
            properties.putAll(cast(schema.get("properties")));
        }
        return properties;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> cast(Object map) {
        return (Map<String, Object>) map;
    }

    private static Map<String, Object> answer(JsonPath document, String path, String status) {
        return schema(
                document,
                document.getMap(
                        "paths.'%s'.get.responses.'%s'.content.'application/json'.schema".formatted(path, status)));
    }

    @ParameterizedTest
    @CsvSource({"/api/sessions, .", "/api/session?session_id=chat, session", "/health?deep=1, ."})
    void everyMemberOfAnAnswerIsDescribed(String request, String member) {
        // given
        home.clear();
        try (AgentProcess agent = AgentProcess.start()) {
            agent.create(home.stateDb(), 31).session("chat");
            agent.message("chat", "user", "Hello", Map.of());
            Awaitility.await().until(() -> RestAssured.get(request).statusCode() == 200);

            // when
            Map<String, Object> told = RestAssured.get(request).jsonPath().getMap(member);
            JsonPath document = document();
            Map<String, Object> described = answer(document, request.replaceAll("\\?.*", ""), "200");

            // then
            assertThat(member.equals(".") ? described : schema(document, cast(described.get(member))))
                    .containsKeys(told.keySet().toArray(String[]::new));
        }
    }

    @ParameterizedTest
    @CsvSource({"/api/sessions, 400", "/api/sessions, 503", "/api/session, 404", "/api/session, 409"})
    void errorsHaveTheOneForm(String path, String status) {
        assertThat(answer(document(), path, status)).containsKeys("error", "code");
    }
}
