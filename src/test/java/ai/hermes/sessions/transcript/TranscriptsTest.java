package ai.hermes.sessions.transcript;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.hermes.sessions.store.AgentStore;
import ai.hermes.sessions.store.AgentStores;
import ai.hermes.sessions.store.Profile;
import ai.hermes.sessions.store.StoreFault;
import ai.hermes.sessions.store.StoreFaultException;
import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.StoreScripts;
import ai.hermes.sessions.testing.TestHome;
import ai.hermes.sessions.testing.TestHomeResource;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@QuarkusTest
@QuarkusTestResource(TestHomeResource.class)
class TranscriptsTest {

    private static final String CALLS =
            "[{\"id\": \"c1\", \"type\": \"function\", \"function\": {\"name\": \"ls\", \"arguments\": \"{}\"}}]";

    TestHome home;

    @Inject
    Transcripts transcripts;

    @Inject
    AgentStores stores;

    @Inject
    ObjectMapper json;

    private AgentProcess agent;

    @BeforeEach
    void startAgent() {
        home.clear();
        agent = AgentProcess.start();
    }

    @AfterEach
    void endAgent() {
        agent.close();
    }

    static Set<Integer> versions() {
        return StoreScripts.versions();
    }

    private AgentStore store() {
        return stores.of(Profile.DEFAULT).orElseThrow();
    }

    private MessageWindow all(String... segments) {
        return transcripts.read(store(), List.of(segments), WindowRequest.all());
    }

    private MessageWindow window(int limit, OptionalLong before) {
        return transcripts.read(store(), List.of("s1"), new WindowRequest(OptionalInt.of(limit), before));
    }

    private static List<String> texts(MessageWindow window) {
        return window.messages().stream()
                .map(message -> message.content().text())
                .toList();
    }

    private static List<Long> ids(MessageWindow window) {
        return window.messages().stream().map(Message::id).toList();
    }

    private Map<String, Object> wire(Message message) throws JsonProcessingException {
        return json.readValue(json.writeValueAsString(message), new TypeReference<>() {});
    }

    @ParameterizedTest
    @MethodSource("versions")
    void storesOfAllVersionsAreRead(int version) {
        // given
        agent.create(home.stateDb(), version).session("s1");
        agent.message("s1", "user", "question", Map.of("timestamp", 5.0));
        agent.message("s1", "assistant", "", Map.of("tool_calls", CALLS, "timestamp", 4.0));
        agent.message("s1", "tool", "result", Map.of("tool_call_id", "c1", "tool_name", "ls", "timestamp", 3.0));
        agent.message("s1", "session_meta", "note");
        agent.message("s1", "assistant", "answer", Map.of("reasoning", "thought", "timestamp", 2.0));
        // when
        MessageWindow window = all("s1");
        // then
        assertThat(texts(window)).containsExactly("question", "", "result", "answer");
    }

    @ParameterizedTest
    @MethodSource("versions")
    void whatWasUndoneOrHiddenIsNotShown(int version) {
        // given
        agent.create(home.stateDb(), version).session("s1");
        boolean compacts = !agent.query("SELECT 1 FROM pragma_table_info('messages') WHERE name = 'compacted'")
                .isEmpty();
        boolean hides = !agent.query("SELECT 1 FROM pragma_table_info('messages') WHERE name = 'display_kind'")
                .isEmpty();
        agent.message("s1", "user", "live");
        if (compacts) {
            agent.message("s1", "user", "undone", Map.of("active", 0, "compacted", 0));
            agent.message("s1", "user", "live", Map.of("active", 0, "compacted", 1));
        }
        if (hides) {
            agent.message("s1", "user", "hidden", Map.of("display_kind", "hidden"));
        }
        // when
        MessageWindow window = all("s1");
        // then
        assertThat(texts(window)).containsOnly("live");
    }

    /** A store whose columns take anything, as stores of the agent do not. */
    private void createLenient() {
        agent.create(home.stateDb(), 6)
                .session("s1")
                .run("DROP TABLE messages")
                .run(
                        "CREATE TABLE messages(id INTEGER PRIMARY KEY, session_id, role, content, tool_call_id, tool_calls,"
                                + " tool_name, timestamp, token_count, active, compacted)");
    }

    @Test
    void aFlagWithoutAValueMeansLive() {
        // given
        createLenient();
        agent.run("INSERT INTO messages(session_id, role, content, timestamp) VALUES ('s1', 'user', 'live', 1)");
        // then
        assertThat(texts(all("s1"))).containsExactly("live");
    }

    @Test
    void oddTimesDoNoHarm() {
        // given
        createLenient();
        agent.run("INSERT INTO messages(session_id, role, content, timestamp, active, compacted) VALUES"
                + " ('s1', 'user', 'same', NULL, 0, 1),"
                + " ('s1', 'user', 'same', 'yesterday', 0, 1),"
                + " ('s1', 'user', 'same', NULL, 1, 0),"
                + " ('s1', 'user', 'same', '2026-01-02T03:04:05Z', 1, 0)");
        // when
        MessageWindow window = all("s1");
        // then
        assertThat(ids(window)).containsExactly(3L, 2L, 4L);
        assertThat(window.messages()).extracting(Message::timestamp).containsExactly(0.0, 0.0, window.newestAt());
        assertThat(window.newestAt()).isEqualTo(1767323045.0);
    }

    @Test
    void aStoreWithoutMessagesSaysSo() {
        // given
        agent.create(home.stateDb(), 6).session("s1").run("DROP TABLE messages");
        // when
        var read = assertThatExceptionOfType(StoreFaultException.class).isThrownBy(() -> all("s1"));
        // then
        read.extracting(StoreFaultException::fault).isEqualTo(StoreFault.WITHOUT_MESSAGES);
    }

    @Test
    void segmentsAreJoinedInTheOrderGiven() {
        // given
        agent.create(home.stateDb(), 31).session("tip").session("root");
        long newest = agent.message("tip", "user", "third", Map.of("timestamp", 7.5));
        agent.message("root", "user", "first");
        newest = Math.max(newest, agent.message("root", "user", "second", Map.of("timestamp", 8.5)));
        // when
        MessageWindow window = all("root", "unknown", "tip");
        // then
        assertThat(window)
                .returns(List.of("first", "second", "third"), TranscriptsTest::texts)
                .returns(newest, MessageWindow::newestId)
                .returns(8.5, MessageWindow::newestAt);
    }

    @Test
    void aConversationWithoutMessagesIsAnEmptyWindow() {
        // given
        agent.create(home.stateDb(), 31).session("s1");
        // then
        assertThat(all("s1")).isEqualTo(new MessageWindow(List.of(), 0, false, 0, 0, 0));
    }

    @Test
    void messagesThatAreStoredAgainAreShownOnceWhereTheyFirstStood() {
        // given
        agent.create(home.stateDb(), 31).session("s1");
        Map<String, ?> old = Map.of("timestamp", 10.25, "active", 0, "compacted", 1);
        long first = agent.message("s1", "user", "\0json:[{\"type\": \"text\", \"text\": \"kept\"}]", old);
        long other = agent.message("s1", "user", "\0json:[{\"type\": \"text\", \"text\": \"lost\"}]", old);
        long summary = agent.message("s1", "user", "summary", Map.of("timestamp", 11, "_compressed_summary", 1));
        long again = agent.message(
                "s1", "user", "\0json:[{\"type\": \"text\", \"text\": \"kept\"}]", Map.of("timestamp", 10.25));
        long later = agent.message(
                "s1", "user", "\0json:[{\"type\": \"text\", \"text\": \"kept\"}]", Map.of("timestamp", 10.5));
        // when
        MessageWindow window = all("s1");
        // then
        assertThat(ids(window)).containsExactly(again, other, summary, later).doesNotContain(first);
    }

    @Test
    void thoseOfDifferentPeopleAreNotTheSame() {
        // given
        agent.create(home.stateDb(), 31).session("s1");
        for (Map<String, ?> state :
                List.of(Map.of("active", 0, "compacted", 1, "timestamp", 1), Map.of("timestamp", 1))) {
            agent.message("s1", "user", "hello", state);
            agent.message("s1", "assistant", "hello", state);
        }
        // then
        assertThat(all("s1").messages()).extracting(Message::role).containsExactly("user", "assistant");
    }

    @Test
    void aMessageHasTheFormThatClientsKnow() throws JsonProcessingException {
        // given
        agent.create(home.stateDb(), 31).session("s1");
        long id = agent.message(
                "s1",
                "assistant",
                "\0json:[{\"type\": \"text\", \"text\": \"look\"}]",
                Map.of(
                        "timestamp", 1795483966.5,
                        "tool_calls", CALLS,
                        "reasoning", "thought",
                        "reasoning_details", "\"[{\\\"type\\\": \\\"summary\\\"}]\"",
                        "codex_message_items", "[{broken",
                        "finish_reason", "tool_calls",
                        "api_content", "never served",
                        "active", 0,
                        "compacted", 1,
                        "display_kind", "auto_continue"));
        // when
        String message = json.writeValueAsString(all("s1").messages().get(0));
        // then
        assertThat(message).isEqualTo(("""
                        {"role":"assistant","content":[{"type":"text","text":"look"}],"timestamp":1795483966.5,\
                        "tool_calls":[{"id":"c1","type":"function","function":{"name":"ls","arguments":"{}"}}],\
                        "reasoning":"thought","reasoning_details":[{"type":"summary"}],\
                        "codex_message_items":"[{broken","finish_reason":"tool_calls",\
                        "id":%d,"session_id":"s1","compacted":true,"display_kind":"auto_continue","synthetic":true}""").formatted(id));
    }

    @Test
    void aMessageWithNothingIsShort() throws JsonProcessingException {
        // given
        agent.create(home.stateDb(), 31).session("s1");
        long id = agent.message("s1", "assistant", "", Map.of("timestamp", 0));
        agent.run("UPDATE messages SET content = NULL");
        // then
        assertThat(wire(all("s1").messages().get(0)))
                .isEqualTo(Map.of("role", "assistant", "content", "", "id", (int) id, "session_id", "s1"));
    }

    @Test
    void toolCallsThatCannotBeReadAreNotTakenForCalls() throws JsonProcessingException {
        // given
        agent.create(home.stateDb(), 31).session("s1");
        agent.message("s1", "assistant", "", Map.of("tool_calls", "[{\"id\": \"c1\", \"func"));
        // when
        Map<String, Object> message = wire(all("s1").messages().get(0));
        // then
        assertThat(message)
                .doesNotContainKey("tool_calls")
                .containsEntry("tool_calls_unparsed", "[{\"id\": \"c1\", \"func");
    }

    @Test
    void longResultsAreCutInAWindow() throws JsonProcessingException {
        // given
        agent.create(home.stateDb(), 31).session("s1");
        agent.message("s1", "user", "y".repeat(5000));
        agent.message("s1", "tool", "x".repeat(5000), Map.of("tool_name", "ls", "tool_call_id", "c1"));
        // when
        List<Message> messages = window(1, OptionalLong.empty()).messages();
        // then
        assertThat(messages.get(0).content().text()).hasSize(5000);
        assertThat(wire(messages.get(1)))
                .containsEntry("content", "x".repeat(4096))
                .containsEntry("_content_truncated", true)
                .containsEntry("_content_original_chars", 5000)
                .containsEntry("name", "ls");
    }

    @Test
    void resultsAreWholeInAWholeTranscript() {
        // given
        agent.create(home.stateDb(), 31).session("s1").message("s1", "tool", "x".repeat(5000));
        // then
        assertThat(texts(all("s1"))).containsExactly("x".repeat(5000));
    }

    @Test
    void pagesReadBackwardsHoldEveryMessageOnce() {
        // given
        agent.create(home.stateDb(), 31).session("s1");
        List<Long> written = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            written.add(agent.message("s1", "user", "question " + i));
            written.add(agent.message("s1", "assistant", "", Map.of("tool_calls", CALLS)));
            written.add(agent.message("s1", "tool", "result " + i));
        }
        List<Long> read = new ArrayList<>();
        OptionalLong before = OptionalLong.empty();
        MessageWindow page;
        // when
        do {
            page = window(7, before);
            read.addAll(0, ids(page));
            before = OptionalLong.of(page.offset());
        } while (page.truncated());
        // then
        assertThat(read).isEqualTo(written);
    }

    @Test
    void theEndOfALongSessionIsReadWithoutTheContentsBeforeIt() throws IOException {
        assumeTrue(Files.exists(Path.of("/proc/self/io")), "this system does not count what is read");
        // given
        agent.create(home.stateDb(), 31)
                .session("s1")
                .run("DROP TRIGGER messages_fts_insert")
                .run("DROP TRIGGER messages_fts_trigram_insert")
                .run("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 33000)"
                        + " INSERT INTO messages(session_id, role, content, timestamp)"
                        + " SELECT 's1', 'user', CASE WHEN i % 80 = 0 THEN hex(zeroblob(50000)) ELSE 'short' END, i"
                        + " FROM n");
        long written = 33_000 / 80 * 100_000L;
        all("no such session");
        // The list reads new messages through, once.
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> get("/api/sessions").then().body("sessions[0].message_count", equalTo(33_000)));
        long before = bytesRead();
        // when
        MessageWindow window = window(3, OptionalLong.empty());
        // then
        assertThat(window.messages()).extracting(Message::timestamp).containsExactly(32998.0, 32999.0, 33000.0);
        assertThat(bytesRead() - before).isLessThan(written / 4);
    }

    private static long bytesRead() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/io")).stream()
                .filter(line -> line.startsWith("rchar:"))
                .flatMapToLong(
                        line -> LongStream.of(Long.parseLong(line.substring(6).strip())))
                .sum();
    }
}
