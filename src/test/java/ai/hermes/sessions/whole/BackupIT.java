package ai.hermes.sessions.whole;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.Command;
import ai.hermes.sessions.testing.Journal;
import ai.hermes.sessions.testing.ServiceProcess;
import ai.hermes.sessions.testing.TestHome;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Backup and restore, as people run them, beside the packaged service. */
class BackupIT {

    private static final Duration LONG = Duration.ofSeconds(30);

    private TestHome home;
    private TestHome other;
    private Path backup;

    @BeforeEach
    void start() {
        home = TestHome.create();
        other = TestHome.create();
        backup = other.path().resolve("backup.db");
        try (AgentProcess agent = AgentProcess.start()) {
            agent.create(home.stateDb(), 31, Journal.DELETE);
            for (String id : new String[] {"s1", "s2"}) {
                agent.session(id).message(id, "user", "hello");
            }
        }
    }

    @AfterEach
    void end() {
        home.close();
        other.close();
    }

    private static ServiceProcess listing(TestHome home) {
        ServiceProcess service = ServiceProcess.in(home).start();
        Awaitility.await().atMost(LONG).until(() -> title(service, "s1") != null);
        return service;
    }

    private static String title(ServiceProcess service, String id) {
        return JsonPath.from(service.get("/api/sessions").body())
                .getString("sessions.find { it.session_id == '" + id + "' }.title");
    }

    private static int rename(ServiceProcess service, String id, String title) {
        return service.post("/api/session/rename", "{\"session_id\": \"%s\", \"title\": \"%s\"}".formatted(id, title))
                .statusCode();
    }

    @Test
    void aBackupUnderLiveWritesIsOfOneMoment() throws Exception {
        // given
        try (ServiceProcess service = listing(home)) {
            AtomicBoolean enough = new AtomicBoolean();
            AtomicInteger written = new AtomicInteger();
            Thread writer = new Thread(() -> {
                while (!enough.get()) {
                    String number = String.valueOf(written.incrementAndGet());
                    rename(service, "s1", number);
                    rename(service, "s2", number);
                }
            });
            writer.start();
            try {
                Awaitility.await().atMost(LONG).until(() -> written.get() > 10);

                // when
                Command done = Command.run(home, "backup", backup.toString());

                // then
                assertThat(done.code()).as(done.output()).isZero();
            } finally {
                enough.set(true);
                writer.join();
            }
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(backup)))
                .isEqualTo("rw-------");
        Files.copy(home.stateDb(), other.stateDb());
        assertThat(Command.run(other, "restore", backup.toString()).code()).isZero();
        try (ServiceProcess restored = listing(other)) {
            int first = Integer.parseInt(title(restored, "s1"));
            int second = Integer.parseInt(title(restored, "s2"));
            assertThat(first - second).isBetween(0, 1);
        }
    }

    @Test
    void aRestoreIsSeenByTheServiceThatRunsAndLaterChangesAreKept() {
        // given
        try (ServiceProcess service = listing(home)) {
            rename(service, "s1", "before");
            assertThat(Command.run(home, "backup", backup.toString()).code()).isZero();
            rename(service, "s1", "after");

            // when
            Command done = Command.run(home, "restore", backup.toString());

            // then
            assertThat(done.code()).as(done.output()).isZero();
            assertThat(done.output()).contains("annotations.db.replaced-");
            Awaitility.await().atMost(LONG).until(() -> title(service, "s1"), "before"::equals);
            assertThat(rename(service, "s2", "later")).isEqualTo(200);
            service.handle().destroyForcibly();
            service.handle().onExit().join();
        }
        try (ServiceProcess again = listing(home)) {
            assertThat(title(again, "s1")).isEqualTo("before");
            assertThat(title(again, "s2")).isEqualTo("later");
        }
    }

    @Test
    void whatIsNoBackupIsRefusedAndNothingIsChanged() throws IOException {
        // given
        try (ServiceProcess service = listing(home)) {
            rename(service, "s1", "mine");
            Files.copy(home.stateDb(), backup);

            // when
            Command foreign = Command.run(home, "restore", backup.toString());
            Command missing =
                    Command.run(home, "restore", other.path().resolve("none").toString());

            // then
            assertThat(foreign.code()).as(foreign.output()).isEqualTo(65);
            assertThat(foreign.output()).contains("is no backup");
            assertThat(missing.code()).isEqualTo(66);
            assertThat(rename(service, "s2", "more")).isEqualTo(200);
            assertThat(title(service, "s1")).isEqualTo("mine");
        }
    }

    @Test
    void theExitCodeTellsWhatIsWrong() throws IOException {
        // given
        Files.writeString(backup, "mine");

        // when
        Command nothingThere = Command.run(home, "backup", backup.toString());
        Command unknown = Command.run(home, "explode", backup.toString());

        // then
        assertThat(nothingThere.code()).as(nothingThere.output()).isEqualTo(66);
        assertThat(unknown.code()).isEqualTo(64);
        assertThat(unknown.output()).startsWith("Usage: ");
    }
}
