package ai.hermes.sessions.search;

import static io.restassured.RestAssured.get;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasItems;

import ai.hermes.sessions.annotation.AnnotationRepository;
import ai.hermes.sessions.conversation.ConversationList;
import ai.hermes.sessions.query.SearchText;
import ai.hermes.sessions.store.AgentStore;
import ai.hermes.sessions.store.AgentStores;
import ai.hermes.sessions.store.Cancellation;
import ai.hermes.sessions.store.Profile;
import ai.hermes.sessions.store.StoreFault;
import ai.hermes.sessions.store.StoreFaultException;
import ai.hermes.sessions.store.StoreReader;
import ai.hermes.sessions.store.StoreWork;
import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.TestHome;
import ai.hermes.sessions.testing.TestHomeResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Searches of which one read fails, and what the pages that follow make of it. */
@QuarkusTest
@WithTestResource(TestHomeResource.class)
class SearchFaultsTest {

    private static final String MANY = """
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
            INSERT INTO messages(session_id, role, content, timestamp) SELECT ?, 'user', ?, ? FROM n
            """;

    private static final int FIRST_WINDOW = 1;

    private static final int SECOND_WINDOW = 2;
    /** After two windows and what the scan asks the indexes. */
    private static final int FIRST_SLICE = 4;

    @Inject
    Searches searches;

    @Inject
    AgentStores stores;

    @Inject
    ConversationList conversations;

    @Inject
    AnnotationRepository annotations;

    @Inject
    HitReader hits;

    @Inject
    SearchConfig config;

    @Inject
    StoreReader reader;

    TestHome home;
    private List<Profile> profiles = List.of(Profile.DEFAULT);
    private AgentProcess agent;

    /** More messages of one conversation than a window has are better than all others. */
    @BeforeEach
    void start() {
        home.clear();
        agent = AgentProcess.start();
        agent.create(home.stateDb(), 31).session("other").session("long");
        agent.run(MANY, 800, "other", "nothing of it", 1_760_000_000.0);
        agent.run(MANY, 400, "long", "lentils", 1_760_000_000.0);
        for (int i = 0; i < 3; i++) {
            agent.session("rare" + i);
            agent.run(MANY, 1, "rare" + i, "lentils " + "among much else ".repeat(20), 1_761_000_000.0 + i * 1e6);
        }
        await().atMost(30, SECONDS).untilAsserted(() -> get("/api/sessions")
                .then()
                .body("sessions.session_id", hasItems("long", "rare0", "rare1", "rare2")));
    }

    @AfterEach
    void end() {
        agent.close();
        home.clear();
    }

    private SearchRequest request(int limit, boolean scan, Optional<SearchCursor> after) {
        return new SearchRequest(SearchText.parse("lentils"), profiles, limit, 3, scan, false, true, after);
    }

    private SearchAnswer failing(int read, StoreFault fault, SearchRequest request) {
        SearchReads reads = new Failing(reader, read, fault);
        return new Searches(
                        stores,
                        conversations,
                        annotations,
                        new IndexSearch(reads),
                        new ScanSearch(reads),
                        hits,
                        config,
                        Clock.systemUTC())
                .search(request, new Cancellation());
    }

    /** All pages that follow, of a store that is well again. */
    private List<SearchAnswer> following(SearchAnswer answer, int limit, boolean scan) {
        List<SearchAnswer> pages = new ArrayList<>(List.of(answer));
        int identity = request(limit, scan, Optional.empty()).identity();
        Optional<String> next = answer.nextCursor();
        while (next.isPresent()) {
            Optional<SearchCursor> after = next.map(it -> SearchCursor.decode(it, identity));
            SearchAnswer page = searches.search(request(limit, scan, after), new Cancellation());
            pages.add(page);
            next = page.nextCursor();
        }
        return pages;
    }

    private static List<String> ids(List<SearchAnswer> pages) {
        return pages.stream()
                .flatMap(it -> it.results().stream())
                .map(it -> it.summary().sessionId())
                .toList();
    }

    @Test
    void whereALargerWindowFailsTheSmallerOneIsTheAnswerAndTheNextPageGoesOn() {
        // when
        SearchAnswer answer = failing(SECOND_WINDOW, StoreFault.TIMED_OUT, request(5, false, Optional.empty()));

        // then
        assertThat(ids(List.of(answer))).containsExactly("long");
        assertThat(answer.searched()).contains(new Searched("default", Way.WORDS, 300));
        assertThat(answer.notSearched()).extracting(Note::code).contains("store_timed_out");
        assertThat(ids(following(answer, 5, false))).containsExactlyInAnyOrder("long", "rare0", "rare1", "rare2");
    }

    @Test
    void theNewestStayTheBestOnFurtherPagesOnceItTookTooLongToRankThem() {
        // when
        SearchAnswer answer = failing(FIRST_WINDOW, StoreFault.TIMED_OUT, request(1, false, Optional.empty()));

        // then
        List<SearchAnswer> pages = following(answer, 1, false);
        assertThat(pages)
                .allSatisfy(it ->
                        assertThat(it.notSearched()).extracting(Note::code).contains("not_ranked"));
        assertThat(ids(pages)).containsExactly("rare2", "rare1", "rare0", "long");
    }

    @Test
    void aScanThatIsToldToComeAgainKeepsItsPlace() {
        // when
        SearchAnswer answer = failing(FIRST_SLICE, StoreFault.BUSY, request(5, true, Optional.empty()));

        // then
        assertThat(answer.notSearched()).extracting(Note::code).contains("store_busy");
        assertThat(answer.nextCursor()).isPresent();
        assertThat(ids(following(answer, 5, true))).containsExactlyInAnyOrder("long", "rare0", "rare1", "rare2");
    }

    @Test
    void aScanThatIsEndedInTheMiddleTellsHowFarItCame() {
        // when
        SearchAnswer answer = failing(FIRST_SLICE + 1, StoreFault.BUSY, request(5, true, Optional.empty()));

        // then
        assertThat(answer.notSearched())
                .filteredOn(it -> it.code().equals("scan_unfinished"))
                .extracting(Note::message)
                .singleElement()
                .asString()
                .contains("down to number 204;");
        assertThat(following(answer, 5, true)).last().satisfies(it -> assertThat(it.notSearched())
                .extracting(Note::code)
                .doesNotContain("scan_unfinished", "store_busy"));
    }

    @Test
    void aStoreThatCouldNotBeSearchedAtFirstIsSearchedByTheLastPages() {
        // given
        try (AgentProcess other = AgentProcess.start()) {
            other.create(home.stateDb("work"), 31).session("titled", Map.of("title", "Soup of lentils"));
            other.session("told");
            other.run(MANY, 2, "titled", "lentils", 1_760_000_000.0);
            other.run(MANY, 2, "told", "lentils", 1_760_000_000.0);
            await().atMost(30, SECONDS).untilAsserted(() -> get("/api/sessions?all_profiles=1")
                    .then()
                    .body("sessions.session_id", hasItems("told", "titled", "long")));
            profiles = List.of(Profile.DEFAULT, new Profile("work"));

            // when: the first read is of the other store
            SearchAnswer answer = failing(FIRST_WINDOW + 1, StoreFault.BUSY, request(1, true, Optional.empty()));

            // then
            assertThat(answer.notSearched())
                    .filteredOn(it -> it.profile().equals("work"))
                    .extracting(Note::code)
                    .contains("store_busy");
            List<SearchAnswer> pages = following(answer, 1, true);
            assertThat(pages.get(1).notSearched())
                    .filteredOn(it -> it.profile().equals("work"))
                    .extracting(Note::code)
                    .contains("later");
            assertThat(ids(pages)).containsExactlyInAnyOrder("titled", "long", "rare0", "rare1", "rare2", "told");
            assertThat(ids(pages)).endsWith("told");
        }
    }

    @Test
    void aStoreForWhichThereWasNoTimeIsSearchedByTheLastPages() {
        // given
        agent.session("titled", Map.of("title", "lentils"));
        agent.message("titled", "user", "Nothing of it");
        await().atMost(30, SECONDS)
                .untilAsserted(() -> get("/api/sessions").then().body("sessions.session_id", hasItems("titled")));

        // when
        SearchAnswer answer = new Searches(
                        stores,
                        conversations,
                        annotations,
                        new IndexSearch(new SearchReads(reader)),
                        new ScanSearch(new SearchReads(reader)),
                        hits,
                        new WithoutTime(),
                        Clock.systemUTC())
                .search(request(5, false, Optional.empty()), new Cancellation());

        // then
        assertThat(ids(List.of(answer))).containsExactly("titled");
        assertThat(answer.notSearched()).extracting(Note::code).contains("deadline");
        assertThat(ids(following(answer, 5, false)))
                .containsExactlyInAnyOrder("titled", "long", "rare0", "rare1", "rare2");
    }

    @Test
    void onlyOfTheStoreThatHasMoreIsItSaidThatNotAllWasLookedAt() {
        // given
        try (AgentProcess other = AgentProcess.start()) {
            other.create(home.stateDb("work"), 31).session("one");
            other.run(MANY, 1, "one", "lentils", 1_760_000_000.0);
            agent.run(MANY, Ranking.WINDOWS.get(Ranking.WINDOWS.size() - 1), "long", "lentils", 1_760_000_000.0);
            await().atMost(30, SECONDS).untilAsserted(() -> get("/api/sessions?all_profiles=1")
                    .then()
                    .body("sessions.session_id", hasItems("one", "long")));

            // when
            profiles = List.of(Profile.DEFAULT, new Profile("work"));
            SearchAnswer answer = searches.search(request(20, false, Optional.empty()), new Cancellation());

            // then
            assertThat(ids(List.of(answer))).contains("one", "long");
            assertThat(answer.notSearched())
                    .filteredOn(it -> it.code().equals("beyond_window"))
                    .extracting(Note::profile)
                    .containsExactly("default");
        }
    }

    /** Reads of which one fails. */
    private static final class Failing extends SearchReads {
        private final int failing;
        private final StoreFault fault;
        private int reads;

        Failing(StoreReader reader, int failing, StoreFault fault) {
            super(reader);
            this.failing = failing;
            this.fault = fault;
        }

        @Override
        <T> T read(AgentStore store, Cancellation cancellation, StoreWork<T> work) {
            if (++reads == failing) {
                throw new StoreFaultException(store.profile(), fault);
            }
            return super.read(store, cancellation, work);
        }
    }

    /** No search has any time to look into stores. */
    private static final class WithoutTime implements SearchConfig {

        @Override
        public int maxConcurrent() {
            return 4;
        }

        @Override
        public Duration patience() {
            return Duration.ofSeconds(2);
        }

        @Override
        public Duration deadline() {
            return Duration.ZERO;
        }

        @Override
        public Duration scanTime() {
            return Duration.ZERO;
        }
    }
}
