package ai.hermes.sessions.health;

import static io.restassured.RestAssured.get;
import static org.hamcrest.Matchers.aMapWithSize;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import ai.hermes.sessions.testing.TestHome;
import ai.hermes.sessions.testing.TestHomeResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(TestHomeResource.class)
class SurroundingsHealthTest {

    TestHome home;

    @BeforeEach
    void clear() {
        home.clear();
    }

    private void gatewaySays(String record) throws IOException {
        Files.writeString(home.path().resolve("gateway_state.json"), record);
    }

    @Test
    void withoutAWordFromTheGatewayNothingIsKnown() {
        get("/api/health/agent")
                .then()
                .statusCode(200)
                .body("$", aMapWithSize(4))
                .body("alive", nullValue())
                .body("details.state", equalTo("unknown"))
                .body("details.reason", equalTo("gateway_status_unavailable"))
                .body("details", not(hasKey("updated_at")))
                .body("gateway_chat.enabled", equalTo(false));
        get("/api/gateway/status")
                .then()
                .statusCode(200)
                .body("$", aMapWithSize(6))
                .body("running", equalTo(false))
                .body("configured", equalTo(false))
                .body("platforms", empty())
                .body("last_active", equalTo(""))
                .body("session_count", equalTo(0))
                .body("health.state", equalTo("unknown"))
                .body("health.gateway_state", nullValue());
    }

    @Test
    void aGatewayWhoseProcessIsSeenIsAlive() throws IOException {
        // given
        gatewaySays("""
                {"pid": %d, "gateway_state": "running", "updated_at": "2026-11-20T10:00:00+00:00", "active_agents": 2,
                 "platforms": {"telegram": {"state": "connected"}, "bluebubbles": {"state": "retrying"}}}
                """.formatted(ProcessHandle.current().pid()));

        // when, then
        get("/api/health/agent")
                .then()
                .body("alive", equalTo(true))
                .body("details.state", equalTo("alive"))
                .body("details.gateway_state", equalTo("running"))
                .body("details.updated_at", equalTo("2026-11-20T10:00:00Z"))
                .body("details.active_agents", equalTo(2))
                .body("details.platform_count", equalTo(2))
                .body("details.platform_states.telegram", equalTo("connected"));
        get("/api/gateway/status")
                .then()
                .body("running", equalTo(true))
                .body("configured", equalTo(true))
                .body("platforms.name", contains("bluebubbles", "telegram"))
                .body("platforms.label", contains("BlueBubbles", "Telegram"))
                .body("last_active", equalTo("2026-11-20T10:00:00Z"));
    }

    @Test
    void aStoppedGatewayIsNoReasonForAnAlarm() throws IOException {
        // given
        gatewaySays("{\"pid\": 1, \"gateway_state\": \"stopped\", \"updated_at\": \"2026-11-20T10:00:00Z\"}");

        // when, then
        get("/api/health/agent").then().body("alive", nullValue()).body("details.state", equalTo("down"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "null", "{\"platforms", "{\"pid\": \"x\", \"platforms\": 7, \"updated_at\": []}"})
    void anOddWordOfTheGatewayIsNoError(String record) throws IOException {
        // given
        gatewaySays(record);

        // when, then
        get("/api/health/agent").then().statusCode(200).body("alive", nullValue());
    }

    @Test
    void theMachineIsMeasured() {
        get("/api/system/health")
                .then()
                .statusCode(200)
                .body("$", aMapWithSize(8))
                .body("available", equalTo(true))
                .body("memory.total_bytes", greaterThan(0L))
                .body("memory.percent", allOf(greaterThanOrEqualTo(0f), lessThanOrEqualTo(100f)))
                .body("disk.percent", allOf(greaterThanOrEqualTo(0f), lessThanOrEqualTo(100f)))
                .body("webui_runtime", aMapWithSize(4))
                .body("webui_runtime.sessions.cap", nullValue())
                .body("webui_runtime.streams.active", equalTo(0))
                .body("webui_runtime.session_list_cache.available", equalTo(false));
    }
}
