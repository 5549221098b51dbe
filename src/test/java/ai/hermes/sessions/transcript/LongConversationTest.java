package ai.hermes.sessions.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hermes.sessions.store.AgentStore;
import ai.hermes.sessions.store.AgentStores;
import ai.hermes.sessions.store.Profile;
import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.StoreScripts;
import ai.hermes.sessions.testing.TestHome;
import ai.hermes.sessions.testing.TestHomeResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Long conversations of stores: chains, rewinds, summaries in place, hidden messages, and texts of every size. */
@QuarkusTest
@QuarkusTestResource(TestHomeResource.class)
class LongConversationTest {

    private static final int SEGMENTS = 3;

    TestHome home;

    @Inject
    LongConversations conversations;

    @Inject
    Transcripts transcripts;

    @Inject
    AgentStores stores;

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

    private boolean has(String column) {
        return !agent.query("SELECT 1 FROM pragma_table_info('messages') WHERE name = ?", column)
                .isEmpty();
    }

    /** Segments with messages in all states, of which some were stored again when their session was summarised. */
    private List<String> randomChain(long seed) {
        Random random = new Random(seed);
        boolean compacts = has("compacted");
        boolean hides = has("display_kind");
        List<String> segments = new ArrayList<>();
        for (int s = 0; s < SEGMENTS; s++) {
            segments.add("s" + seed + "_" + s);
            agent.session(segments.get(s));
        }
        for (int s = 0; s < SEGMENTS; s++) {
            int count = random.nextInt(40);
            List<Map<String, Object>> kept = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                Map<String, Object> columns = new HashMap<>();
                // Some at the same time, as those that were written in one go.
                columns.put("timestamp", 1_000.0 + random.nextInt(10));
                if (compacts && random.nextInt(3) == 0) {
                    columns.put("active", 0);
                    columns.put("compacted", random.nextInt(3) == 0 ? 0 : 1);
                }
                if (hides && random.nextInt(9) == 0) {
                    columns.put("display_kind", "hidden");
                }
                String role =
                        List.of("user", "assistant", "tool", "session_meta").get(random.nextInt(4));
                String content = "m" + random.nextInt(6) + (random.nextInt(8) == 0 ? "y".repeat(20_000) : "");
                agent.message(segments.get(s), role, content, columns);
                if (Integer.valueOf(1).equals(columns.get("compacted")) && random.nextBoolean()) {
                    kept.add(Map.of("role", role, "content", content, "timestamp", columns.get("timestamp")));
                }
            }
            for (Map<String, Object> again : kept) {
                agent.message(
                        segments.get(s),
                        (String) again.get("role"),
                        (String) again.get("content"),
                        Map.of("timestamp", again.get("timestamp")));
            }
        }
        return segments;
    }

    private List<Long> all(List<String> segments) {
        return transcripts.read(store(), segments, WindowRequest.all()).messages().stream()
                .map(Message::id)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("versions")
    void windowsJoinedAreTheWholeInBothDirections(int version) {
        agent.create(home.stateDb(), version);
        for (long seed = 1; seed <= 6; seed++) {
            // given
            List<String> segments = randomChain(100L * version + seed);
            LongConversation conversation = conversations.stored(store(), segments);
            int limit = 1 + new Random(seed).nextInt(30);

            // when
            List<Long> back = Walks.joined(conversation, Show.USUAL, limit, 30_000, true);
            List<Long> on = Walks.joined(conversation, Show.USUAL, limit, 30_000, false);

            // then
            assertThat(back).as("back, seed %d", seed).isEqualTo(all(segments));
            assertThat(on).as("on, seed %d", seed).isEqualTo(all(segments));
            assertThat(Walks.whole(conversation, Show.USUAL, limit))
                    .as("whole, seed %d", seed)
                    .isEqualTo(all(segments));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {3, 4, 5})
    void whatWasUndoneComesOnRequestInItsPlace(long seed) {
        // given
        agent.create(home.stateDb(), 31);
        List<String> segments = randomChain(seed);
        LongConversation conversation = conversations.stored(store(), segments);
        List<Long> undone = agent
                .query("SELECT id FROM messages WHERE active = 0 AND compacted = 0 AND role <> 'session_meta'"
                        + " AND display_kind IS NULL ORDER BY id")
                .stream()
                .map(row -> ((Number) row.get(0)).longValue())
                .toList();

        // when
        List<Long> with = Walks.joined(conversation, new Show(true, true), 7, 30_000, true);

        // then
        Set<Long> both = new HashSet<>(all(segments));
        both.addAll(undone);
        assertThat(with).hasSameSizeAs(both).containsAll(both);
    }

    @ParameterizedTest
    @ValueSource(longs = {6, 7})
    void whatWasSummarisedIsLeftOutOnRequest(long seed) {
        // given
        agent.create(home.stateDb(), 31);
        List<String> segments = randomChain(seed);
        List<Long> live = agent
                .query(
                        "SELECT m.id FROM messages m WHERE active = 1 AND role <> 'session_meta' AND display_kind IS NULL"
                                + " ORDER BY session_id, id")
                .stream()
                .map(row -> ((Number) row.get(0)).longValue())
                .toList();

        // when
        List<Long> without =
                Walks.joined(conversations.stored(store(), segments), new Show(false, false), 5, 30_000, false);

        // then
        assertThat(without).isEqualTo(live);
    }

    @Test
    void aWindowAroundAMessageHasItInItsMiddle() {
        // given
        agent.create(home.stateDb(), 31).session("s1");
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            ids.add(agent.message("s1", "user", "m" + i));
        }

        // when
        Slice slice = Walks.slice(
                conversations.stored(store(), List.of("s1")), new Anchor.Around(ids.get(15)), Show.USUAL, 5, 9_999);

        // then
        assertThat(slice.messages().stream().map(Excerpt::id)).isEqualTo(ids.subList(13, 18));
        assertThat(slice.before() && slice.after()).isTrue();
    }

    @Test
    void aTextThatIsLargeIsBegunAndToldByTheDigestOfItsPieces() {
        // given
        agent.create(home.stateDb(), 31).session("s1");
        String output = "result ü " + "0123456789abcdef\n".repeat(200_000);
        long id = agent.message("s1", "tool", output);
        LongConversation conversation = conversations.stored(store(), List.of("s1"));

        // when
        Excerpt excerpt = conversation.digested(Walks.slice(conversation, new Anchor.Tip(), Show.USUAL, 5, 9_999)
                .messages()
                .get(0));

        // then
        StringBuilder joined = new StringBuilder();
        OptionalLong next = OptionalLong.of(0);
        while (next.isPresent()) {
            TextPiece piece = conversation.text(
                    new Texts.Name(id, TextField.CONTENT, OptionalInt.empty()), next.getAsLong(), 300_000);
            joined.append(piece.text());
            next = piece.nextOffset();
        }
        assertThat(joined).hasToString(output);
        assertThat(excerpt.cut().get("content")).isEqualTo(new Cut(output.length() + 1L, Texts.sha256(output)));
        assertThat((String) excerpt.content()).hasSizeLessThan(4_097);
    }

    @Test
    void aPictureIsAReferenceHoweverLargeItIs() {
        // given
        agent.create(home.stateDb(), 31).session("s1");
        String picture = "data:image/png;base64,iVBORw0KGgo" + "A".repeat(400_001);
        agent.message(
                "s1",
                "user",
                "\0json:[{\"type\":\"text\",\"text\":\"Look\"}," + "{\"type\":\"image_url\",\"image_url\":{\"url\":\""
                        + picture + "\"}}]");

        // when
        Excerpt excerpt = Walks.slice(
                        conversations.stored(store(), List.of("s1")), new Anchor.Tip(), Show.USUAL, 5, 9_999)
                .messages()
                .get(0);

        // then
        assertThat(excerpt.content()).isEqualTo(List.of(Part.text("Look"), Part.image(1, "image/png", 300_009, "")));
    }

    @Test
    void callsThatAreLargeAreNamedAndCut() {
        // given
        agent.create(home.stateDb(), 31).session("s1");
        agent.message(
                "s1",
                "assistant",
                "",
                Map.of(
                        "tool_calls",
                        "[{\"id\":\"c1\",\"type\":\"function\",\"function\":{\"name\":\"write\",\"arguments\":\""
                                + "z".repeat(300_000) + "\"}}]"));

        // when
        Excerpt excerpt = Walks.slice(
                        conversations.stored(store(), List.of("s1")), new Anchor.Tip(), Show.USUAL, 5, 9_999)
                .messages()
                .get(0);

        // then
        assertThat(excerpt.toolCalls()).singleElement().satisfies(call -> {
            assertThat(call.function().name()).isEqualTo("write");
            assertThat(call.function().arguments()).hasSize(16_384);
        });
        assertThat(excerpt.cut()).containsOnlyKeys("tool_calls");
    }
}
