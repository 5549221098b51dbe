package ai.hermes.sessions.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which variables of the environment set which properties, by the file that the service brings along. */
class EnvironmentTest {

    @ParameterizedTest
    @CsvSource({
        "quarkus.http.host, HERMES_WEBUI_HOST, 127.0.0.2, 127.0.0.2",
        "quarkus.http.host, NOTHING, nothing, 127.0.0.1",
        "quarkus.http.port, HERMES_WEBUI_PORT, 9000, 9000",
        "quarkus.http.port, NOTHING, nothing, 8787",
    })
    void theVariableSetsTheProperty(String property, String variable, String value, String expected)
            throws IOException {
        // given
        SmallRyeConfig config = config(Map.of(variable, value));

        // when
        String set = config.getValue(property, String.class);

        // then
        assertThat(set).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"quarkus.http.host, HOST, 127.0.0.3", "quarkus.http.port, PORT, 9001"})
    void thatOfQuarkusWins(String property, String suffix, String value) throws IOException {
        // given
        SmallRyeConfig config = config(Map.of("QUARKUS_HTTP_" + suffix, value, "HERMES_WEBUI_" + suffix, "7"));

        // when
        String set = config.getValue(property, String.class);

        // then
        assertThat(set).isEqualTo(value);
    }

    private static SmallRyeConfig config(Map<String, String> environment) throws IOException {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(
                        new EnvConfigSource(environment, 300),
                        new PropertiesConfigSource(EnvironmentTest.class.getResource("/application.properties"), 250))
                .build();
    }
}
