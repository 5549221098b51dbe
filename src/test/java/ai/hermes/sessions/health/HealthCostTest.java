package ai.hermes.sessions.health;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import ai.hermes.sessions.store.CountingStoreReader;
import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.TestHome;
import ai.hermes.sessions.testing.TestHomeResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What asking for health costs, and what strangers are told. */
@QuarkusTest
@TestProfile(HealthCostTest.OneLook.class)
@WithTestResource(TestHomeResource.class)
class HealthCostTest {

    private static final String TOKEN = "0123456789abcdef0123456789abcdef";

    /** The prober looks at the store once and then for an hour no more, so that each further read is a request's. */
    public static final class OneLook implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("hermes.health.store.interval", "1H", "hermes.auth.token", TOKEN);
        }

        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return Set.of(CountingStoreReader.class);
        }
    }

    @Inject
    CountingStoreReader reader;

    TestHome home;

    @Test
    void aThousandQuestionsForHealthReadNoStore() {
        // given
        try (AgentProcess agent = AgentProcess.start()) {
            agent.create(home.stateDb(), 17).session("s1");
            agent.message("s1", "user", "hello");
            await().untilAsserted(() ->
                    given().auth().oauth2(TOKEN).get("/health").then().body("sessions", equalTo(1)));
            await().until(() -> reader.reads() > 0);
            int before = reader.reads();

            // when
            for (int i = 0; i < 200; i++) {
                get("/health");
                given().auth().oauth2(TOKEN).get("/health?deep=1");
                get("/q/health/live");
                get("/q/health/ready");
                get("/q/health/started");
            }

            // then
            assertThat(reader.reads()).isEqualTo(before);
        }
    }

    @Test
    void whoeverDoesNotShowTheTokenIsToldTheStatusAlone() {
        // then
        await().untilAsserted(
                        () -> get("/health?deep=1").then().statusCode(200).body("", equalTo(Map.of("status", "ok"))));
    }

    @Test
    void whoeverShowsTheTokenIsToldOfTheChecks() {
        // then
        given().auth().oauth2(TOKEN).get("/health?deep=1").then().body("checks.streams_lock.status", equalTo("ok"));
    }
}
