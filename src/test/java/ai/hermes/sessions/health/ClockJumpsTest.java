package ai.hermes.sessions.health;

import static io.restassured.RestAssured.get;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.nullValue;

import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.IllStore;
import ai.hermes.sessions.testing.JumpingClock;
import ai.hermes.sessions.testing.TestHome;
import ai.hermes.sessions.testing.TestHomeResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody sets the clock of the machine while the service runs. */
@QuarkusTest
@TestProfile(ClockJumpsTest.Jumping.class)
@WithTestResource(TestHomeResource.class)
class ClockJumpsTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    /** With a clock that can be set. */
    public static final class Jumping implements QuarkusTestProfile {
        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return Set.of(JumpingClock.class);
        }
    }

    @Inject
    JumpingClock clock;

    TestHome home;
    private AgentProcess agent;

    @BeforeEach
    void start() {
        clock.jumpTo(Duration.ZERO);
        home.clear();
        agent = AgentProcess.start();
        make();
        awaitMessages(1);
    }

    @AfterEach
    void end() {
        agent.close();
        home.clear();
    }

    private void make() {
        agent.create(home.stateDb(), 17).session("s1");
        agent.message("s1", "user", "hello");
    }

    private static void awaitMessages(int count) {
        await().atMost(LONG).untilAsserted(() -> {
            get("/api/sessions")
                    .then()
                    .statusCode(200)
                    .body("fault", nullValue())
                    .body("sessions[0].message_count", equalTo(count));
            get("/q/health/ready").then().statusCode(200);
            get("/q/health/live").then().statusCode(200);
            get("/health?deep=1").then().statusCode(200);
            get("/health").then().statusCode(200).body("uptime_seconds", greaterThanOrEqualTo(0f));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"P400D", "-P400D"})
    void whatIsWrittenAfterwardsIsShownAndAllIsWell(Duration jump) {
        // given
        clock.jumpTo(jump);

        // when
        agent.message("s1", "assistant", "hi");

        // then
        awaitMessages(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"P400D", "-P400D"})
    void aFaultThatBeganBeforeHasAnAgeAndIsGotOver(Duration jump) {
        // given
        agent.release();
        TestHome.remove(home.stateDb());
        IllStore.GARBAGE.put(home.stateDb());
        await().atMost(LONG)
                .untilAsserted(() -> get("/api/sessions").then().body("fault.code", equalTo("store_not_a_database")));

        // when
        clock.jumpTo(jump);

        // then
        get("/api/sessions").then().body("fault.age_seconds", greaterThanOrEqualTo(0f));
        TestHome.remove(home.stateDb());
        make();
        awaitMessages(1);
    }
}
