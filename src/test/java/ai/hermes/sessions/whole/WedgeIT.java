package ai.hermes.sessions.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.Debugger;
import ai.hermes.sessions.testing.ServiceProcess;
import ai.hermes.sessions.testing.TestHome;
import ai.hermes.sessions.testing.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A service that looks alive to everybody, and answers nobody. */
class WedgeIT {

    private static final int ENDED_BY_WATCHDOG = 70;

    private final TestHome home = TestHome.create();
    private ServiceProcess service;
    private Debugger debugger;

    @BeforeEach
    void start() {
        try (AgentProcess agent = AgentProcess.start()) {
            agent.create(home.stateDb(), 17).session("s1");
            agent.message("s1", "user", "hello");
        }
        debugger = new Debugger();
        service = ServiceProcess.in(home)
                .option(debugger.option())
                .property("hermes.watchdog.enabled", "true")
                .property("hermes.health.port.interval", "1S")
                .property("hermes.health.port.deadline", "1S")
                .property("hermes.health.descriptors.interval", "1S")
                .property("hermes.health.process.interval", "1S")
                .property("hermes.health.process.deadline", "1S")
                .property("hermes.watchdog.patience", "1S")
                .start();
        await().until(() -> service.get("/q/health/ready").statusCode() == 200);
    }

    @AfterEach
    void end() {
        debugger.close();
        service.close();
        home.close();
    }

    @Test
    void aWedgedServiceEndsToBeRestarted() throws Exception {
        // given
        debugger.suspend("vert.x-acceptor-thread");

        // when
        boolean ended = service.handle().onExit().get(60, TimeUnit.SECONDS) != null;

        // then
        assertThat(ended).isTrue();
        assertThat(service.stop()).isEqualTo(ENDED_BY_WATCHDOG);
    }

    @Test
    void howItWasIsWrittenDownBefore() throws Exception {
        // given
        debugger.suspend("vert.x-eventloop-thread");

        // when
        service.handle().onExit().get(60, TimeUnit.SECONDS);

        // then
        assertThat(blackBoxes())
                .singleElement()
                .asString()
                // Whichever of the two is looked at first.
                .containsPattern("(port|event loops): fail")
                .contains("== Leases that are out", "store.default watch", "== Threads", "at ");
    }

    @Test
    void whereNoDescriptorIsLeftItIsWrittenDownAllTheSame() throws Exception {
        // given
        Path prlimit = Tool.PRLIMIT.require();
        int open = service.descriptors().size();

        // when
        Process taken = new ProcessBuilder(
                        prlimit.toString(),
                        "--pid",
                        String.valueOf(service.handle().pid()),
                        "--nofile=%1$d:%1$d".formatted(open))
                .start();
        assertThat(taken.waitFor()).isZero();
        service.handle().onExit().get(60, TimeUnit.SECONDS);

        // then
        assertThat(service.stop()).isEqualTo(ENDED_BY_WATCHDOG);
        assertThat(blackBoxes()).singleElement().asString().contains("descriptors: fail", "== Threads", "at ");
    }

    @Test
    void startedAgainItServesAgain() throws Exception {
        // given
        debugger.suspend("vert.x-acceptor-thread");
        service.handle().onExit().get(60, TimeUnit.SECONDS);

        // when
        try (ServiceProcess next = ServiceProcess.in(home).start()) {

            // then
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(
                            () -> assertThat(next.get("/api/sessions").body()).contains("\"session_id\":\"s1\""));
        }
    }

    private List<String> blackBoxes() {
        try (Stream<Path> files = Files.list(home.path().resolve("hermes-sessions/blackbox"))) {
            return files.map(WedgeIT::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
