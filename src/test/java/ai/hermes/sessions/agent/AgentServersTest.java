package ai.hermes.sessions.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import ai.hermes.sessions.preflight.StartupFinding;
import ai.hermes.sessions.preflight.StartupFinding.Severity;
import ai.hermes.sessions.store.Profile;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgentServersTest {

    private static final Profile WORK = new Profile("work");

    private static AgentServers servers(Map<String, String> properties) {
        return new AgentServers(new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(AgentConfig.class)
                .withDefaultValues(properties)
                .build()
                .getConfigMapping(AgentConfig.class));
    }

    private static Optional<String> address(AgentServers servers, Profile profile) {
        return servers.of(profile).map(it -> it.uri("/x").toString());
    }

    @Test
    void nothingIsAskedByDefault() {
        // when
        AgentServers servers = servers(Map.of());

        // then
        assertThat(servers.of(Profile.DEFAULT)).isEmpty();
        assertThat(servers.findings()).isEmpty();
    }

    @Test
    void aProfileHasAPathOfItsOwnAtTheSharedServer() {
        // when
        AgentServers servers = servers(Map.of(
                "hermes.agent.url", "http://127.0.0.1:8642/",
                "hermes.agent.key", "one",
                "hermes.agent.profiles.work.key", "two"));

        // then
        assertThat(address(servers, Profile.DEFAULT)).contains("http://127.0.0.1:8642/x");
        assertThat(address(servers, WORK)).contains("http://127.0.0.1:8642/p/work/x");
        assertThat(servers.of(WORK).orElseThrow().authorization()).isEqualTo("Bearer two");
    }

    @Test
    void aProfileMayHaveAServerOfItsOwn() {
        // when
        AgentServers servers = servers(Map.of(
                "hermes.agent.profiles.work.url", "http://127.0.0.1:8650",
                "hermes.agent.profiles.work.key", "two"));

        // then
        assertThat(address(servers, WORK)).contains("http://127.0.0.1:8650/x");
        assertThat(servers.of(Profile.DEFAULT)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1:8642",
                "ftp://127.0.0.1",
                "http://me:secret@127.0.0.1",
                "http://127.0.0.1/?a=b",
                "http://",
                "http://a b"
            })
    void whatIsNoAddressKeepsTheServiceFromStarting(String url) {
        // when
        AgentServers servers = servers(Map.of("hermes.agent.url", url, "hermes.agent.key", "one"));

        // then
        assertThat(servers.findings())
                .extracting(StartupFinding::severity, StartupFinding::property)
                .containsExactly(tuple(Severity.ERROR, "hermes.agent.url"));
        assertThat(servers.of(Profile.DEFAULT)).isEmpty();
    }

    @Test
    void noFindingShowsTheKey() {
        // when
        AgentServers servers =
                servers(Map.of("hermes.agent.url", "http://192.0.2.1", "hermes.agent.key", "secret with blanks"));

        // then
        assertThat(servers.findings()).hasSize(2).allSatisfy(it -> assertThat(it.sentence())
                .doesNotContain("secret"));
    }

    @Test
    void aKeyThatWouldTravelInTheClearIsWarnedOf() {
        // when
        AgentServers servers = servers(Map.of("hermes.agent.url", "http://192.0.2.1", "hermes.agent.key", "one"));

        // then
        assertThat(servers.findings()).extracting(StartupFinding::severity).containsExactly(Severity.WARNING);
    }

    @ParameterizedTest
    @CsvSource({
        "20261124_101500_ab12cd, /api/sessions/20261124_101500_ab12cd",
        "a/../b, /api/sessions/a%2F..%2Fb",
        "a b?c#d%, /api/sessions/a%20b%3Fc%23d%25",
        "é, /api/sessions/%C3%A9"
    })
    void anIdIsWrittenSoThatItStaysOneStepOfThePath(String id, String path) {
        assertThat(AgentServer.pathOf(id)).contains(path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", ".."})
    void anIdThatIsAStepUpHasNoPath(String id) {
        assertThat(AgentServer.pathOf(id)).isEmpty();
    }
}
