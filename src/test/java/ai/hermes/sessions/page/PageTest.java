package ai.hermes.sessions.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.hermes.sessions.testing.Journal;
import ai.hermes.sessions.testing.TestHome;
import ai.hermes.sessions.testing.TestHomeResource;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.MouseButton;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The frame of the page, its list, search and settings, in a real browser. */
@QuarkusTest
@QuarkusTestResource(TestHomeResource.class)
class PageTest extends InBrowser {

    /** So many projects have hostile names. */
    private static final int PROJECTS = 30;

    private static final Pattern EVERYTHING = Pattern.compile(".*/api/.*");

    /** Notes what the page says of its link from now on, each thing once it is said. */
    private static final String TOLD = """
            () => {
              window.told = [];
              const link = document.querySelector('hermes-app').shadowRoot.querySelector('hermes-sidebar').shadowRoot.querySelector('footer .told');
              new MutationObserver(() => {
                const words = link.textContent.trim();
                if (window.told.at(-1) !== words) window.told.push(words);
              }).observe(link, {subtree: true, childList: true, characterData: true});
            }""";

    private static final String MANY = """
            INSERT INTO sessions (id, source, title, started_at, message_count)
            WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?)
            SELECT 'many-' || i, 'cli', 'Session ' || i, ? - 60 * i, 1 FROM n
            """;

    @Test
    void theListShowsTheSessionsByDay() {
        // given
        store();
        session("today", "Warm the hall", now());
        session("long-ago", "A compass", 1_700_000_000);

        // when
        visit("");

        // then
        assertThat(page.locator("session-list .line.head .name")).hasText(new String[] {"Today", "November 2023"});
        assertThat(visitor.row("Warm the hall")).containsText("1 message");
        assertThat(page).hasTitle("Hermes");
    }

    @Test
    void aClickOpensTheTranscriptAtItsOwnAddressAndBackLeadsBack() {
        // given
        store();
        session("hall", "Warm the hall", now());
        visit("");

        // when
        visitor.row("Warm the hall").click();

        // then
        assertThat(page.locator("hermes-message").first()).containsText("text of hall");
        assertThat(page).hasURL(Pattern.compile(".*/session/hall"));
        assertThat(page).hasTitle("Warm the hall · Hermes");
        page.goBack();
        assertThat(page).hasURL(url.toString());
        assertThat(page.getByText("Choose a session")).isVisible();
    }

    @Test
    void theAddressOfATranscriptCanBeOpenedDirectly() {
        // given
        store();
        session("hall", "Warm the hall", now());

        // when
        visit("session/hall");

        // then
        assertThat(page.locator("hermes-message").first()).containsText("text of hall");
        assertThat(visitor.row("Warm the hall")).hasAttribute("aria-current", "page");
    }

    @Test
    void anAddressOfNothingLeadsToTheList() {
        // given
        store();

        // when
        visit("search?q=");
        page.evaluate(
                "() => { history.pushState(null, '', '/elsewhere'); dispatchEvent(new PopStateEvent('popstate')); }");

        // then
        page.getByText("To the list").click();
        assertThat(page).hasURL(url.toString());
    }

    @Test
    void whatTheAgentAddsAppearsInTheListWithoutALoad() {
        // given
        store();
        session("hall", "Warm the hall", now() - 100);
        visit("");
        assertThat(visitor.row("Warm the hall")).containsText("1 message");
        assertThat(page.locator("footer")).containsText("Live");

        // when
        agent.message("hall", "assistant", "It is warm.", Map.of("timestamp", now()));
        session("new", "Cool it again", now());

        // then
        assertThat(visitor.row("Warm the hall")).containsText("2 messages");
        assertThat(visitor.row("Cool it again")).isVisible();
        assertThat(page.locator("footer")).containsText("2 sessions");
    }

    @Test
    void anUnchangedListIsNotSentAgain() {
        // given
        store();
        session("hall", "Warm the hall", now());
        visit("");
        assertThat(visitor.row("Warm the hall")).isVisible();

        // when
        Response pulse = page.waitForResponse(
                answer -> PULSE.matcher(answer.url()).matches() && answer.status() == 304, () -> {});

        // then
        assertThat(pulse.status()).isEqualTo(304);
    }

    @Test
    void eightTabsFollowOneStream() {
        // given
        store();
        session("hall", "Warm the hall", now());
        List<String> streams = new ArrayList<>();
        visitor.context().onRequest(request -> {
            if (request.url().contains("/api/sessions/events")) {
                streams.add(request.url());
            }
        });
        visit("");
        List<Page> tabs = IntStream.range(0, 7).mapToObj(i -> visitor.another()).toList();

        // when
        tabs.forEach(tab -> tab.navigate(url.toString()));
        tabs.forEach(tab -> assertThat(tab.locator("footer")).containsText("Live"));
        session("new", "Told to all", now());

        // then
        tabs.forEach(
                tab -> assertThat(tab.locator("session-list .title").first()).hasText("Told to all"));
        assertThat(streams).hasSize(1);
    }

    @Test
    void theNextTabFollowsTheStreamWhenTheOneThatDidIsClosed() {
        // given
        store();
        session("hall", "Warm the hall", now());
        visit("");
        assertThat(page.locator("footer")).containsText("Live");
        Page other = visitor.another();
        other.navigate(url.toString());
        assertThat(other.locator("footer")).containsText("Live");

        // when
        page.close();
        session("new", "Told to who is left", now());

        // then
        assertThat(other.locator("session-list .title").first()).hasText("Told to who is left");
    }

    @Test
    void aFaultOfTheStoreIsToldAboveTheListThatStaysUntilItIsOver() throws IOException {
        // given
        store();
        session("hall", "Warm the hall", now());
        visit("");
        assertThat(visitor.row("Warm the hall")).isVisible();

        visitor.expect("503");

        // when
        release();
        TestHome.remove(home.stateDb());
        Files.createDirectory(home.stateDb());

        // then
        assertThat(page.locator(".notices .notice")).containsText("Profile default");
        assertThat(visitor.row("Warm the hall")).isVisible();
        visitor.picture("fault");
        Files.delete(home.stateDb());
        store();
        session("again", "Here again", now());
        assertThat(visitor.row("Here again")).isVisible();
        assertThat(page.locator(".notices .notice")).hasCount(0);
    }

    @Test
    void aServiceThatDoesNotAnswerIsToldAboveTheListThatStays() {
        // given
        store();
        session("hall", "Warm the hall", now());
        visit("");
        assertThat(visitor.row("Warm the hall")).isVisible();

        visitor.expect("net::ERR_FAILED");

        // when
        page.route(EVERYTHING, Route::abort);

        // then
        assertThat(page.locator(".notices .notice")).containsText("The service does not answer");
        assertThat(page.locator(".notices .notice")).containsText("What is shown is from");
        assertThat(visitor.row("Warm the hall")).isVisible();
        page.unroute(EVERYTHING);
        assertThat(page.locator(".notices .notice")).hasCount(0);
    }

    @Test
    void whatTheServiceWasAskedBeforeTheSleepTellsNothingAfterIt() {
        // given
        store();
        session("hall", "Warm the hall", now());
        page.clock().install();
        visit("");
        assertThat(page.locator("footer")).containsText("Live");
        assertThat(visitor.row("Warm the hall")).isVisible();
        page.evaluate(TOLD);
        List<Route> held = new ArrayList<>();
        page.route(PULSE, held::add);
        page.waitForCondition(() -> !held.isEmpty());

        // when
        page.unroute(PULSE);
        page.clock().fastForward(300_000);

        // then
        assertThat(page.locator("footer")).containsText("Live");
        page.waitForResponse(PULSE, () -> {});
        page.waitForResponse(PULSE, () -> {});
        assertThat(told()).noneMatch(it -> it.startsWith("No answer"));
    }

    @SuppressWarnings("unchecked")
    private List<String> told() {
        return (List<String>) page.evaluate("() => window.told");
    }

    @Test
    void aLockOfTheStoreIsToldAndWhatWasReadStaysUntilItIsOver() {
        // given
        store(Journal.DELETE);
        session("hall", "Warm the hall", now());
        visit("");
        assertThat(visitor.row("Warm the hall")).isVisible();
        visitor.row("Warm the hall").click();
        assertThat(page.locator("hermes-message")).containsText("text of hall");
        page.evaluate("() => { window.sameLoad = true; }");
        visitor.expect("503");

        // when
        await().ignoreExceptions().until(() -> {
            agent.lockExclusively();
            return true;
        });

        // then
        assertThat(page.locator(".notices .notice")).containsText("locked");
        assertThat(page.locator(".notices .notice")).containsText("Profile default");
        assertThat(visitor.row("Warm the hall")).isVisible();
        assertThat(page.locator("hermes-message")).containsText("text of hall");
        visitor.picture("locked");

        // when
        agent.unlock();
        session("new", "After the lock", now());

        // then
        assertThat(page.locator(".notices .notice")).hasCount(0);
        assertThat(visitor.row("After the lock")).isVisible();
        assertThat(page.evaluate("() => window.sameLoad")).isEqualTo(true);
    }

    @Test
    void aStoreThatNeverWasIsExplained() {
        // given
        visitor.expect("503");

        // when
        visit("");

        // then
        Locator alert = page.getByRole(AriaRole.ALERT);
        assertThat(alert.getByRole(AriaRole.BUTTON)).hasText("Try again now");
        assertThat(alert.locator("p")).hasCount(2);
        visitor.picture("no-store");
    }

    @Test
    void theKeyboardIsEnough() {
        // given
        store();
        session("first", "First", now());
        session("second", "Second", now() - 60);
        visit("");
        assertThat(visitor.row("Second")).isVisible();

        // when
        page.keyboard().press("j");
        page.keyboard().press("j");
        page.keyboard().press("Enter");
        assertThat(page).hasURL(Pattern.compile(".*/session/second"));
        assertThat(page.locator("hermes-message").first()).containsText("text of second");
        page.keyboard().press("Escape");
        assertThat(visitor.row("Second")).isFocused();
        page.keyboard().press("/");
        page.keyboard().type("fir");

        // then
        assertThat(page.locator("session-list .row")).hasCount(1);
        assertThat(page).hasURL(Pattern.compile(".*\\?q=fir"));
        assertThat(page.locator("footer")).containsText("1 session");
    }

    @Test
    void aFilterIsTheSameTextAsItsChips() {
        // given
        store();
        session("hall", "Warm the hall", now());
        agent.session("chat", Map.of("title", "From a phone", "source", "telegram", "started_at", now()));
        agent.message("chat", "user", "text", Map.of("timestamp", now()));
        listed(1);
        visit("");

        // when
        page.keyboard().press("/");
        page.keyboard().type("source:telegram ");

        // then
        assertThat(page.locator("hermes-sidebar .chip")).hasText("source:telegram");
        assertThat(page.locator("session-list .title")).hasText(new String[] {"From a phone"});
        assertThat(page).hasURL(Pattern.compile(".*\\?q=source%3Atelegram"));
        page.reload();
        assertThat(page.locator("hermes-sidebar .chip")).hasText("source:telegram");
        page.locator("hermes-sidebar .chip").click();
        assertThat(page.locator("session-list .row")).hasCount(2);
    }

    @Test
    void aFilterThatMakesNoSenseIsSaidToBeSo() {
        // given
        store();
        session("hall", "Warm the hall", now());

        visitor.expect("400 (Bad Request) at " + url + "api/sessions");
        List<String> asked = new CopyOnWriteArrayList<>();
        page.onRequest(request -> asked.add(request.url()));

        // when
        visit("?q=cost%3Acheap");

        // then
        assertThat(page.locator("hermes-sidebar .mistake")).containsText("needs a number");
        assertThat(page.locator("footer")).containsText("Live");
        session("new", "Told meanwhile", now());
        page.waitForResponse(PULSE, () -> {});
        page.waitForResponse(PULSE, () -> {});
        assertThat(asked.stream().filter(it -> it.contains("/index?q=cost"))).hasSize(1);
        page.getByLabel("Clear the filter").click();
        assertThat(visitor.row("Told meanwhile")).isVisible();
    }

    @Test
    void manyAreArchivedAtOnceAndItIsUndone() {
        // given
        store();
        session("one", "One", now());
        session("two", "Two", now() - 10);
        session("three", "Three", now() - 20);
        visit("");
        assertThat(visitor.row("Three")).isVisible();

        // when
        page.keyboard().press("j");
        page.keyboard().press("x");
        page.keyboard().press("j");
        page.keyboard().press("x");
        assertThat(page.locator(".bulk")).containsText("2 chosen");
        page.keyboard().press("e");

        // then
        assertThat(page.locator("session-list .title")).hasText(new String[] {"Three"});
        page.locator("hermes-toasts").getByText("Undo").click();
        assertThat(page.locator("session-list .row")).hasCount(3);
    }

    @Test
    void aSessionIsRenamedWhereItStands() {
        // given
        store();
        session("one", "One", now());
        visit("");

        // when
        visitor.row("One").click(new Locator.ClickOptions().setButton(MouseButton.RIGHT));
        page.getByRole(AriaRole.MENUITEM)
                .filter(new Locator.FilterOptions().setHasText("Rename"))
                .click();
        page.keyboard().type("<b>Another</b> name");
        page.keyboard().press("Enter");

        // then
        assertThat(visitor.row("<b>Another</b> name")).isFocused();
        assertThat(page.locator("session-list b")).hasCount(0);
        await().until(() -> get("/api/sessions").path("sessions[0].title").equals("<b>Another</b> name"));
    }

    @Test
    void aSessionIsDraggedIntoAProject() {
        // given
        store();
        session("one", "One", now());
        given().body("{\"name\": \"Garden\"}")
                .post("/api/projects/create")
                .then()
                .statusCode(200);
        visit("?group=project");

        // when
        visitor.row("One")
                .dragTo(page.locator("session-list .line.head")
                        .filter(new Locator.FilterOptions().setHasText("Garden")));

        // then
        assertThat(page.locator("session-list .line.head").first()).containsText("Garden 1");
        await().until(() -> get("/api/sessions").path("sessions[0].project_id") != null);
    }

    @Test
    void aNewRunComesUnderItsJob() {
        // given
        store();
        run("run-1", "Summary 1");
        visit("?group=job");
        Locator heads = page.locator("session-list .line.head");
        assertThat(heads).hasText(new Pattern[] {Pattern.compile("\\s*Summary\\s+1\\s*")});

        // when
        run("run-2", "Summary 2");

        // then
        assertThat(heads).hasText(new Pattern[] {Pattern.compile("\\s*Summary\\s+2\\s*")});
    }

    private void run(String id, String title) {
        agent.session(id, Map.of("source", "api_server", "title", title));
        agent.message(id, "user", "Do it");
    }

    @Test
    void whatIsNotListedIsExplained() {
        // given
        store();
        session("hall", "Warm the hall", now());
        agent.session("nightly", Map.of("source", "cron", "title", "Nightly"));
        agent.message("nightly", "user", "text");
        visit("");
        assertThat(page.locator("footer")).containsText("1 not listed");

        // when
        page.getByText("1 not listed").click();
        page.getByPlaceholder("Id of a session that you miss").fill("nightly");
        page.keyboard().press("Enter");

        // then
        assertThat(page.locator(".answer")).containsText("It is a run of a schedule");
        page.getByText("Schedules, webhooks and boards").click();
        assertThat(page.locator("session-list .title")).hasText(new String[] {"Nightly"});
    }

    @Test
    void aSearchMarksWhatItFoundAndLeadsToTheMessage() {
        // given
        store();
        session("hall", "Warm the hall", now());
        agent.message("hall", "assistant", "The boiler hums <b>quietly</b> in the cellar.", Map.of("timestamp", now()));
        List<Route> held = new ArrayList<>();
        page.route(Pattern.compile(".*/hermes-search[^/]*\\.js.*"), held::add);
        visit("");
        assertThat(visitor.row("Warm the hall")).isVisible();

        // when
        page.keyboard().press("g");
        page.keyboard().press("s");
        page.keyboard().type("boiler");
        page.waitForCondition(() -> !held.isEmpty());
        held.forEach(Route::resume);

        // then
        assertThat(page.locator("hermes-search mark")).hasText("boiler");
        assertThat(page.locator("hermes-search .snippet")).containsText("<b>quietly</b>");
        assertThat(page).hasURL(Pattern.compile(".*/search\\?q=boiler"));
        page.locator("hermes-search a.message").click();
        assertThat(page).hasURL(Pattern.compile(".*/session/hall\\?message=\\d+"));
        assertThat(page.locator("hermes-message").last()).containsText("The boiler hums");
    }

    @Test
    void everythingIsFoundByItsName() {
        // given
        store();
        session("hall", "Warm the hall", now());
        session("plan", "Watering plan", now());
        visit("");

        // when
        page.keyboard().press("Control+k");
        page.keyboard().type("water");
        assertThat(page.locator("hermes-palette .choice").first()).containsText("Watering plan");
        page.keyboard().press("Enter");

        // then
        assertThat(page).hasURL(Pattern.compile(".*/session/plan"));
    }

    @Test
    void whatWasChosenHoldsInEachBrowser() {
        // given
        store();
        session("hall", "Warm the hall", now());
        visit("settings");

        // when
        page.getByText("Dark", new Page.GetByTextOptions().setExact(true)).click();
        await().until(() -> get("/api/settings").path("theme").equals("dark"));

        // then
        try (Visitor other = somebodyElse(1440, 900, ColorScheme.LIGHT)) {
            other.page().navigate(url.toString());
            assertThat(other.page().locator("html")).hasAttribute("data-theme", "dark");
        }
    }

    @Test
    void thatTokensCouldNotBeReadIsSaidAndTheyCanBeAskedForAgain() {
        // given
        store();
        visitor.expect("net::ERR_FAILED");
        Pattern tokens = Pattern.compile(".*/api/auth/tokens");
        page.route(tokens, Route::abort);

        // when
        visit("settings");
        Locator box = page.locator("section[aria-labelledby=tokens]");

        // then
        assertThat(box).containsText("They could not be read");

        // when
        page.unroute(tokens);
        box.getByText("Try again").click();

        // then
        assertThat(box).not().containsText("They could not be read");
        assertThat(box).not().containsText("Loading");
    }

    @Test
    void nothingThatStrangersWroteEverRuns() {
        // given
        List<String> hostile = HostileTexts.all();
        store();
        for (int i = 0; i < hostile.size(); i++) {
            session("hostile-" + i, hostile.get(i), now() - i);
        }
        hostile.stream().limit(PROJECTS).forEach(it -> project(it, "hostile-" + hostile.indexOf(it)));
        page.addInitScript("window.alert = () => { window.ran = 'alert'; };");
        visitor.expect("400 (Bad Request)");

        // when
        visit("?group=project");
        assertThat(page.locator("session-list .row .title").first()).isVisible();
        scrollThrough();
        for (int i = 0; i < hostile.size(); i++) {
            goTo("/session/hostile-" + i);
            goTo("/search?q=" + URLEncoder.encode(hostile.get(i), StandardCharsets.UTF_8));
            page.waitForTimeout(30);
        }
        page.keyboard().press("Control+k");
        page.keyboard().type("<img");
        assertThat(page.locator("hermes-palette .choice").first()).isVisible();

        // then
        assertThat(page.evaluate("() => String(window.ran)")).isEqualTo("undefined");
    }

    /** Some of these are no names of a project, such as what is all slashes. */
    private static void project(String name, String session) {
        io.restassured.response.Response made =
                given().body(Map.of("name", name)).post("/api/projects/create");
        if (made.statusCode() == 200) {
            String id = made.path("project.project_id");
            given().body(Map.of("session_id", session, "project_id", id)).post("/api/session/move");
        }
    }

    private void goTo(String path) {
        page.evaluate(
                "path => { history.pushState(null, '', path); dispatchEvent(new PopStateEvent('popstate')); }", path);
    }

    /** Answers how many elements the document had at most. */
    private int scrollThrough() {
        return (Integer) page.locator("session-list .rows").evaluate("""
                async rows => {
                  const count = root => [...root.querySelectorAll('*')]
                    .reduce((sum, it) => sum + 1 + (it.shadowRoot ? count(it.shadowRoot) : 0), 0);
                  let most = 0;
                  for (let before = -1; rows.scrollTop !== before;) {
                    before = rows.scrollTop;
                    rows.scrollTop += rows.clientHeight;
                    await new Promise(requestAnimationFrame);
                    most = Math.max(most, count(document));
                  }
                  return most;
                }""");
    }

    @ParameterizedTest
    @CsvSource({"1440, LIGHT", "1440, DARK", "820, LIGHT", "820, DARK", "390, LIGHT", "390, DARK"})
    void nobodyIsKeptOut(int width, ColorScheme scheme) {
        // given
        open(width, 900, scheme);
        store();
        session("hall", "Warm the hall before six", now());
        session("ghent", "Weekend in Ghent with the night train", now() - 4_000);
        session("photo", "Move the photo library to ZFS", now() - 90_000);
        agent.message("hall", "assistant", "The hall is warm, and so is the porch.", Map.of("timestamp", now()));
        String name = "-" + width + "-" + scheme.name().toLowerCase(Locale.ROOT);

        // when
        visit("");
        assertThat(visitor.row("Warm the hall")).isVisible();
        List<String> barriers = new ArrayList<>(look("list", name));
        if (width > 760) {
            visitor.row("Weekend").click(new Locator.ClickOptions().setButton(MouseButton.RIGHT));
            assertThat(page.getByRole(AriaRole.MENU)).isVisible();
            barriers.addAll(look("menu", name));
            page.keyboard().press("Escape");
            page.keyboard().press("Control+k");
            page.keyboard().type("the");
            assertThat(page.locator("hermes-palette .choice").first()).containsText("the");
            barriers.addAll(look("palette", name));
            page.keyboard().press("Escape");
            page.keyboard().press("j");
            page.keyboard().press("x");
            barriers.addAll(look("chosen", name));
        }
        visit("search?q=hall");
        assertThat(page.locator("hermes-search mark").first()).isVisible();
        barriers.addAll(look("search", name));
        visit("settings");
        assertThat(page.getByText("Mask keys and passwords")).isVisible();
        barriers.addAll(look("settings", name));

        // then
        assertThat(barriers).isEmpty();
    }

    private List<String> look(String state, String name) {
        visitor.picture(state + name);
        return visitor.barriers().stream().map(it -> state + ": " + it).toList();
    }

    @Test
    void aFocusedRowKeepsTheFocusWhereverTheListIsScrolledTo() {
        // given
        store();
        for (int i = 0; i < 120; i++) {
            session("s" + i, "Session " + i, now() - i * 60);
        }
        visit("");
        assertThat(visitor.row("Session 0").first()).isVisible();
        page.keyboard().press("j");
        assertThat(visitor.row("Session 0").first()).isFocused();

        // when
        page.locator("session-list .rows").evaluate("it => { it.scrollTop = it.scrollHeight; }");
        assertThat(visitor.row("Session 119")).isVisible();

        // then
        assertThat(visitor.row("Session 0").first()).isFocused();
        page.keyboard().press("j");
        assertThat(page.locator("session-list .row a:focus .title")).hasText("Session 1");
    }

    @Test
    void ofThousandsOfRowsTheDocumentHasFew() {
        // given
        store();
        agent.run(MANY, 3_000, now());
        listed(3_000);
        agent.run("INSERT INTO messages (session_id, role, content, timestamp)"
                + " SELECT id, 'user', 'text', started_at FROM sessions");
        visit("");
        assertThat(page.locator("footer")).containsText("3,000 sessions");

        // when
        int most = scrollThrough();

        // then
        assertThat(visitor.row("Session 2999")).isVisible();
        assertThat(most).isBetween(100, 2_000);
        // Not only of elements: a comment that each row leaves behind makes a page slow in the course of a day.
        assertThat(page.locator("session-list .canvas").evaluate("it => it.childNodes.length"))
                .asInstanceOf(InstanceOfAssertFactories.INTEGER)
                .isLessThan(500);
    }

    @Test
    void nothingIsDoneToASessionOfAnotherProfileNorToItsNamesake() {
        // given
        agent.create(home.stateDb("work"), 31);
        agent.session("same", Map.of("title", "Theirs", "started_at", now(), "model", "acme/model-1"));
        agent.message("same", "user", "text of theirs", Map.of("timestamp", now()));
        agent.release();
        store();
        session("same", "Ours", now() - 60);
        await().ignoreExceptions()
                .until(() -> get("/api/sessions?all_profiles=1").jsonPath().getInt("total") == 2);
        visit("?all=1");
        Locator told = page.locator("hermes-toasts");

        // when
        visitor.row("Theirs").focus();
        page.keyboard().press("p");
        assertThat(told).containsText("another profile");
        page.keyboard().press("x");
        visitor.row("Ours").focus();
        page.keyboard().press("x");
        page.keyboard().press("e");

        // then
        assertThat(told).containsText("1 of other profiles was left as it is");
        assertThat(page.locator("session-list .title")).hasText(new String[] {"Theirs"});
        visitor.row("Theirs").click();
        assertThat(page.locator("hermes-message").first()).containsText("text of theirs");
        page.getByLabel("Share and export").click();
        assertThat(page.locator("hermes-menu").getByText("Link to this session"))
                .isVisible();
        assertThat(page.locator("hermes-menu").getByText("Public link")).hasCount(0);
        assertThat(get("/api/sessions?q=is:archived").jsonPath().getList("sessions.pinned", Boolean.class))
                .containsExactly(false);
    }

    @Test
    void whatIsReadStaysWhenAnotherTabGoesToAnotherProfile() {
        // given
        agent.create(home.stateDb("work"), 31);
        agent.session("same", Map.of("title", "Theirs", "started_at", now(), "model", "acme/model-1"));
        agent.message("same", "user", "text of theirs", Map.of("timestamp", now()));
        agent.release();
        store();
        session("same", "Ours", now() - 60);
        await().ignoreExceptions()
                .until(() -> get("/api/sessions?all_profiles=1").jsonPath().getInt("total") == 2);
        visit("session/same");
        assertThat(page.locator("hermes-message")).hasText(Pattern.compile("text of same"));
        Page other = visitor.another();
        other.navigate(url.toString());

        // when
        other.locator("hermes-sidebar .whose").click();
        other.getByRole(AriaRole.MENUITEMRADIO)
                .or(other.getByRole(AriaRole.MENUITEM))
                .filter(new Locator.FilterOptions().setHasText("work"))
                .click();

        // then
        assertThat(page.locator("session-list .title")).hasText(new String[] {"Theirs"});
        assertThat(page).hasURL(Pattern.compile(".*/session/same\\?profile=default"));
        agent.message("same", "assistant", "more of ours", Map.of("timestamp", now()));
        assertThat(page.locator("hermes-message").last()).containsText("more of ours");
        assertThat(page.locator("hermes-message").first()).containsText("text of same");
        assertThat(page.locator("hermes-transcript .gist")).containsText("profile default");
        page.reload();
        assertThat(page.locator("hermes-message").first()).containsText("text of same");
        assertThat(page).hasTitle("Ours · Hermes");
    }

    @Test
    void whatIsOpenIsFollowedAlsoWhereTheListHasItsRowNot() {
        // given
        store();
        session("hall", "Warm the hall", now());
        visit("session/hall?q=nothing");
        assertThat(page.locator("hermes-message")).hasCount(1);
        assertThat(page.locator("footer")).containsText("0 sessions");
        assertThat(page.locator("footer")).containsText("Live");

        // when
        agent.message("hall", "assistant", "It is warm.", Map.of("timestamp", now()));

        // then
        assertThat(page.locator("hermes-message").last()).containsText("It is warm.");
    }

    @Test
    void aChangeThatComesWhileATranscriptIsReadIsNotLost() {
        // given
        store();
        session("hall", "Warm the hall", now() - 10);
        visit("session/hall");
        assertThat(page.locator("hermes-message")).hasCount(1);
        assertThat(page.locator("footer")).containsText("Live");
        Held read = hold(Pattern.compile(".*/api/session/window\\?.*after=.*"));
        agent.message("hall", "assistant", "It is warm.", Map.of("timestamp", now()));
        assertThat(visitor.row("Warm the hall")).containsText("2 messages");
        page.waitForCondition(read::isHeld);

        // when
        agent.message("hall", "assistant", "It stays warm.", Map.of("timestamp", now()));
        assertThat(visitor.row("Warm the hall")).containsText("3 messages");
        read.letGo();

        // then
        assertThat(page.locator("hermes-message").last()).containsText("It stays warm.");
    }

    @Test
    void anOlderAnswerTakesNothingOffTheListThatWasToldSince() {
        // given
        store();
        session("hall", "Warm the hall", now() - 10);
        Held index = hold(Pattern.compile(".*/api/sessions/index.*"));
        visit("");
        assertThat(visitor.row("Warm the hall")).isVisible();
        assertThat(page.locator("footer")).containsText("Live");
        page.waitForCondition(index::isHeld);
        session("new", "Told since", now());
        assertThat(visitor.row("Told since")).isVisible();
        page.evaluate("""
                () => {
                  window.gone = false;
                  const list = document.querySelector('hermes-app').shadowRoot.querySelector('hermes-sidebar').shadowRoot.querySelector('session-list').shadowRoot;
                  new MutationObserver(() => { window.gone ||= !list.textContent.includes('Told since'); })
                    .observe(list, {subtree: true, childList: true, characterData: true});
                }""");

        // when
        page.waitForResponse(Pattern.compile(".*/api/sessions/index.*"), index::letGo);
        assertThat(page.locator("session-list .canvas")).hasAttribute("aria-busy", "false");
        page.waitForResponse(Pattern.compile(".*/api/sessions/index.*"), () -> {
            page.getByLabel("More for the list").click();
            page.getByText("Ask again now").click();
        });

        // then
        assertThat(visitor.row("Told since")).isVisible();
        assertThat(page.evaluate("() => window.gone")).isEqualTo(false);
    }

    @Test
    void aListThatCouldNotBeReadIsNotShownAsAnEmptyOne() {
        // given
        store();
        session("hall", "Warm the hall", now());
        visit("?q=nothing");
        assertThat(page.getByText("Nothing here")).isVisible();

        visitor.expect("net::ERR_FAILED");

        // when
        page.route(Pattern.compile(".*/api/sessions/index.*"), Route::abort);
        page.getByText("Show all").click();

        // then
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("The service does not answer");
        page.unrouteAll();
        page.getByText("Try again now").click();
        assertThat(visitor.row("Warm the hall")).isVisible();
    }
}
