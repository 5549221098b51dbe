package ai.hermes.sessions.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The stand-in for the agent does what tests rely on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AgentProcessTest {

    @TempDir
    Path folder;

    private AgentProcess agent;

    @BeforeAll
    void start() {
        agent = AgentProcess.start();
    }

    @AfterAll
    void end() {
        agent.close();
    }

    static List<Integer> versions() {
        return List.copyOf(StoreScripts.versions());
    }

    @ParameterizedTest
    @MethodSource("versions")
    void storesOfAllVersionsTakeMessages(int version) {
        // given
        agent.create(folder.resolve("of-" + version + ".db"), version);
        // when
        agent.session("s1", Map.of("title", "A title", "no_such_column", 1));
        long id = agent.message("s1", "user", "\u0000json:[]");
        // then
        assertThat(agent.query("SELECT id, content FROM messages")).containsExactly(List.of(id, "\u0000json:[]"));
    }

    @Test
    void columnsOfAMigratedStoreStandAtTheEnd() {
        // given
        agent.create(folder.resolve("migrated.db"), 25);
        // when
        List<List<Object>> last =
                agent.query("SELECT name FROM pragma_table_info('sessions') ORDER BY cid DESC LIMIT 1");
        // then
        assertThat(last).containsExactly(List.of("last_read_at"));
    }

    @Test
    void whoTouchesTheTableOfTheAbsentTokenizerFails() {
        // given
        agent.create(folder.resolve("tokenizer.db"), 31).addTableWithAbsentTokenizer();
        agent.session("s1").message("s1", "user", "still written");
        // when
        var touch = assertThatThrownBy(() -> agent.query("SELECT * FROM messages_fts_cjk"));
        // then
        touch.hasMessageContaining("messages_fts_cjk");
    }

    @Test
    void aLockedStoreCannotBeReadUntilItIsUnlocked() {
        for (Journal journal : Journal.values()) {
            // given
            Path store = folder.resolve("locked-" + journal + ".db");
            agent.create(store, 31, journal).lockExclusively();
            try (AgentProcess other = AgentProcess.start()) {
                other.open(store).run("PRAGMA busy_timeout = 1");
                // when
                var read = assertThatThrownBy(() -> other.query("SELECT count(*) FROM sessions"));
                // then
                read.hasMessageContaining("SQLITE_BUSY");
                agent.unlock();
                assertThat(other.query("SELECT count(*) FROM sessions")).containsExactly(List.of(0L));
            }
        }
    }

    @Test
    void aDyingAgentLeavesItsJournal() {
        // given
        Path store = folder.resolve("journal.db");
        AgentProcess dying = AgentProcess.start().create(store, 31, Journal.DELETE);
        // when
        dying.dieLeavingHotJournal();
        // then
        assertThat(Files.exists(folder.resolve("journal.db-journal"))).isTrue();
    }

    @Test
    void messagesAreAppendedUntilTold() {
        // given
        agent.create(folder.resolve("appended.db"), 31).session("s1");
        // when
        agent.appendEvery("s1", Duration.ofMillis(1));
        Awaitility.await()
                .until(() -> (long) agent.query("SELECT count(*) FROM messages")
                                .get(0)
                                .get(0)
                        > 3);
        long appended = agent.stopAppending();
        // then
        assertThat(agent.query("SELECT message_count FROM sessions")).containsExactly(List.of(appended));
    }
}
