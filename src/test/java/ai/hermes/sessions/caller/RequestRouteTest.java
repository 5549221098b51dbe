package ai.hermes.sessions.caller;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;

import ai.hermes.sessions.lease.Route;
import ai.hermes.sessions.testing.TestHomeResource;
import io.opentelemetry.context.Context;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(TestHomeResource.class)
class RequestRouteTest {

    @ParameterizedTest
    @CsvSource({"/test-route,/test-route", "/test-route/of/me,/test-route/of/{name}"})
    void workForARequestKnowsItsRoute(String path, String route) {
        // when
        String told = get(path).asString();
        // then
        assertThat(told).isEqualTo(route);
    }

    /** Answers with what its own context says. */
    @Path("/test-route")
    @Needs(Role.READ)
    public static class Told {

        @GET
        public String own() {
            return Route.of(Context.current()).orElse("none");
        }

        @GET
        @Path("/of/{name}")
        public String parameterised() {
            return own();
        }
    }
}
