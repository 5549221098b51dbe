package ai.hermes.sessions.session;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.hermes.sessions.caller.Visible;
import ai.hermes.sessions.conversation.ConversationQuery;
import ai.hermes.sessions.conversation.Rule;
import ai.hermes.sessions.store.Profile;
import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.TestHome;
import ai.hermes.sessions.testing.TestHomeResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is kept by a key that clients choose. */
@QuarkusTest
@WithTestResource(TestHomeResource.class)
class ListCacheTest {

    private static final int CHARACTERS = 64 * 512;
    private static final int ASKED = 600;

    @Inject
    SessionRepository sessions;

    @Inject
    ListConfig config;

    TestHome home;
    private AgentProcess agent;

    @BeforeEach
    void start() {
        home.clear();
        agent = AgentProcess.start();
        agent.create(home.stateDb(), 31).session("s1");
        agent.message("s1", "user", "hello");
        await().until(() -> get("/api/sessions").statusCode() == 200
                && get("/api/sessions").jsonPath().getInt("total") == 1);
    }

    @AfterEach
    void end() {
        agent.close();
        home.clear();
    }

    @Test
    void listsOfLongQueriesDoNotOutgrowTheCache() {
        // when
        List<ListQuery> asked = ask(number -> query(
                ConversationQueries.of(
                        Map.of(
                                "source",
                                IntStream.range(0, 64)
                                        .mapToObj(it -> text(number + "-" + it, 512))
                                        .toList()),
                        List.of()),
                Optional.empty()));

        // then
        await().untilAsserted(() -> assertThat(kept(asked)).isBetween(1L, most()));
    }

    @Test
    void listsAfterLongCursorsDoNotOutgrowTheCache() {
        // when
        List<ListQuery> asked = ask(number -> query(
                ConversationQuery.ALL,
                Optional.of(new PageCursor(false, 0, text(String.valueOf(number), CHARACTERS), "default"))));

        // then
        await().untilAsserted(() -> assertThat(kept(asked)).isBetween(1L, most()));
    }

    private List<ListQuery> ask(IntFunction<ListQuery> query) {
        List<ListQuery> asked = IntStream.range(0, ASKED).mapToObj(query).toList();
        asked.forEach(it -> sessions.list(it, Profile.DEFAULT, Visible.ALL, false));
        return asked;
    }

    private long kept(List<ListQuery> asked) {
        return asked.stream()
                .filter(it ->
                        sessions.ready(it, Profile.DEFAULT, Visible.ALL, false).isPresent())
                .count();
    }

    /** Even if each character takes a byte only. */
    private long most() {
        return config.cacheSize().asLongValue() / CHARACTERS;
    }

    private static String text(String beginning, int length) {
        return beginning + "x".repeat(length - beginning.length());
    }

    private static ListQuery query(ConversationQuery filter, Optional<PageCursor> after) {
        return new ListQuery(
                false,
                false,
                OptionalInt.empty(),
                0,
                Optional.empty(),
                Rule.LISTED,
                filter,
                false,
                false,
                1_000,
                after);
    }
}
