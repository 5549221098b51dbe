package ai.hermes.sessions.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.hermes.sessions.testing.TestHomeResource;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What happens to a page that is used for long: while something else is under way, or was under way just before. */
@QuarkusTest
@QuarkusTestResource(TestHomeResource.class)
class LivedInTest extends InBrowser {

    /** Messages of the agent, but for the first and the one in the middle, which a person wrote. */
    private static final String TALK = """
            INSERT INTO messages (session_id, role, content, timestamp)
            WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?)
            SELECT ?, iif(i IN (0, ? / 2), 'user', 'assistant'), 'Message ' || i || ' of it', ? + i FROM n
            """;

    private static final String MORE = """
            INSERT INTO messages (session_id, role, content, timestamp)
            WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?)
            SELECT ?, 'assistant', ? || i || '.', ? + i FROM n
            """;

    private static final String CALLS = """
            [{"id": "c0", "type": "function", "function": {"name": "terminal", "arguments": "{\\"command\\": \\"ls\\"}"}},
             {"id": "c1", "type": "function", "function": {"name": "delegate_task", "arguments": "{\\"goal\\": \\"one\\"}"}},
             {"id": "c2", "type": "function", "function": {"name": "delegate_task", "arguments": "{\\"goal\\": \\"two\\"}"}}]
            """;

    private static final LocatorAssertions.ContainsTextOptions IN_FIVE_SECONDS =
            new LocatorAssertions.ContainsTextOptions().setTimeout(5_000);
    private static final LocatorAssertions.IsVisibleOptions SEEN_IN_FIVE_SECONDS =
            new LocatorAssertions.IsVisibleOptions().setTimeout(5_000);

    private static final String MANY = """
            INSERT INTO sessions (id, source, model, title, started_at, message_count)
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
            SELECT 's' || i, 'cli', 'acme/model-1', 'Session ' || i, ? + i, 1 FROM n
            """;

    @BeforeEach
    void makeStore() {
        store();
    }

    @Test
    void theTurnBeforeAndTheNextOneAreFoundHoweverFarTheyAre() {
        // given
        talk("long", 900);
        visit("session/long");
        assertThat(message("Message 899 of it")).isInViewport();

        // when
        page.locator("hermes-transcript .scroller").press("b");

        // then
        assertThat(message("Message 450 of it")).isInViewport();

        // when
        page.keyboard().press("b");
        page.keyboard().press("b");
        page.keyboard().press("b");

        // then
        assertThat(message("Message 0 of it")).isInViewport();

        // when
        page.keyboard().press("n");

        // then
        assertThat(message("Message 450 of it")).isInViewport();
    }

    @Test
    void rowsThatWereScrolledToWhileOthersWereReadAreReadAsWell() {
        // given
        agent.run(MANY, 400, BEGAN);
        listed(400);
        agent.run(
                "INSERT INTO messages (session_id, role, content, timestamp) SELECT id, 'user', 'Hello', started_at FROM sessions");
        visit("");
        assertThat(visitor.row("Session 400").first()).isVisible();
        Held rows = hold(Pattern.compile(".*/api/sessions/rows.*"));

        // when
        scrollTo(0.5);
        page.waitForCondition(rows::isHeld);
        scrollTo(1);
        assertThat(page.locator("session-list .pending").first()).isVisible();
        rows.letGo();

        // then
        assertThat(visitor.row("Session 1").last()).isInViewport();
        assertThat(page.locator("session-list .pending")).hasCount(0);
    }

    @Test
    void whatIsWrongAndLeftOutInOtherProfilesStaysToldInTheListOfAll() throws IOException {
        // given
        agent.release();
        agent.create(home.stateDb("work"), 31);
        session("theirs", "Theirs", now());
        for (int i = 0; i < 3; i++) {
            agent.session(
                    "archived" + i,
                    Map.of("title", "Old " + i, "started_at", BEGAN, "archived", 1, "message_count", 1));
        }
        agent.release();
        agent.open(home.stateDb());
        session("ours", "Ours", now());
        await().ignoreExceptions()
                .until(() -> get("/api/sessions?all_profiles=1").jsonPath().getInt("total") == 2);

        // when
        page.navigate(url + "?all=1");
        assertThat(visitor.row("Theirs")).isVisible();
        assertThat(page.locator("footer")).containsText("3 not listed");
        page.waitForResponse(PULSE, () -> {});
        page.waitForResponse(PULSE, () -> {});

        // then
        assertThat(page.locator("footer")).containsText("3 not listed");

        // when
        // With its log beside it, it could still be read from there.
        for (String beside : List.of("-wal", "-shm")) {
            Files.deleteIfExists(home.stateDb("work").resolveSibling("state.db" + beside));
        }
        // Another file: what is written over the one that is open is not looked at before something else changes.
        Path garbage = Files.writeString(home.path().resolve("garbage"), "this is no database ".repeat(100));
        Files.move(garbage, home.stateDb("work"), StandardCopyOption.REPLACE_EXISTING);

        // then
        assertThat(page.locator("hermes-sidebar .notice")).containsText("Profile work");
        page.waitForResponse(PULSE, () -> {});
        page.waitForResponse(PULSE, () -> {});
        assertThat(page.locator("hermes-sidebar .notice")).containsText("Profile work");
    }

    @ParameterizedTest
    @CsvSource({"390, false", "1440, true"})
    void thatTheServiceIsGoneIsToldWhereTheListIsNotSeen(int width, boolean folded) {
        // given
        open(width, 900, ColorScheme.LIGHT);
        session("hall", "Warm the hall", now());
        visit("session/hall");
        assertThat(message("text of hall")).isVisible();
        if (folded) {
            page.keyboard().press("[");
        }
        assertThat(visitor.row("Warm the hall")).isHidden();
        Locator told = page.locator("hermes-app .trouble");
        assertThat(told).isHidden();

        // when
        page.route(Pattern.compile(".*/api/.*"), Route::abort);

        // then
        assertThat(told).containsText("The service does not answer.");
        assertThat(told).isVisible();
        assertThat(message("text of hall")).isVisible();
        assertThat(visitor.barriers()).isEmpty();

        // when
        page.unrouteAll();

        // then
        assertThat(told).isHidden();
        visitor.expect("");
    }

    @Test
    void whatIsFollowedStaysSmallHoweverMuchIsAdded() {
        // given
        talk("long", 60);
        visit("session/long");
        assertThat(message("Message 59 of it")).isInViewport();

        // when
        for (int round = 0; round < 20; round++) {
            agent.run(MORE, 40, "long", "Round " + round + " step ", BEGAN + 1_000 + round * 100);
            agent.run("UPDATE sessions SET message_count = message_count + 40 WHERE id = 'long'");
            assertThat(message("Round " + round + " step 39.")).isInViewport();
        }

        // then
        assertThat(page.locator(".to-end")).hasCount(0);
        assertThat(page.locator("hermes-message").count()).isLessThan(320);

        // when
        page.keyboard().press("Home");

        // then
        assertThat(message("Message 0 of it")).isInViewport();
    }

    @Test
    void whatIsFollowedIsFollowedHoweverMuchIsAddedAtOnce() {
        // given
        talk("long", 60);
        visit("session/long");
        assertThat(message("Message 59 of it")).isInViewport();

        // when
        agent.run(MORE, 400, "long", "Step ", BEGAN + 1_000);
        agent.run("UPDATE sessions SET message_count = message_count + 400 WHERE id = 'long'");

        // then
        assertThat(message("Step 399.")).isInViewport();
        assertThat(page.locator(".to-end")).hasCount(0);
    }

    @Test
    void aRowKeepsTheFocusAndWhatIsTypedIntoItWhenItMovesAndGivesItToTheNextWhenItGoes() {
        // given
        session("first", "First", now() - 100);
        session("second", "Second", now() - 200);
        session("third", "Third", now() - 300);
        visit("");
        assertThat(page.locator("footer")).containsText("Live");
        visitor.row("Third").focus();

        // when
        agent.message("third", "assistant", "It goes on.", Map.of("timestamp", now() - 150));

        // then
        assertThat(titles()).hasText(new String[] {"First", "Third", "Second"});
        assertThat(visitor.row("Third")).isFocused();

        // when
        page.keyboard().press("F2");
        Locator input = page.locator("session-list .row input[type=text]");
        assertThat(input).isFocused();
        page.keyboard().type("Half");
        agent.message("third", "assistant", "And on.", Map.of("timestamp", now()));

        // then
        assertThat(titles()).hasText(new String[] {"First", "Second"});
        assertThat(page.locator("session-list .line:not(.head)").first().locator("input[type=text]"))
                .isFocused();
        assertThat(input).hasValue("Half");
        assertThat(get("/api/session?messages=0&session_id=third").jsonPath().getString("session.title"))
                .isEqualTo("Third");

        // when
        page.keyboard().type(" done");
        page.keyboard().press("Enter");

        // then
        assertThat(titles()).hasText(new String[] {"Half done", "First", "Second"});
        assertThat(visitor.row("Half done")).isFocused();

        // when
        given().body("{\"session_id\": \"third\", \"archived\": true}")
                .post("/api/session/archive")
                .then()
                .statusCode(200);

        // then
        assertThat(titles()).hasText(new String[] {"First", "Second"});
        assertThat(visitor.row("First")).isFocused();
    }

    @Test
    void whoTypesANameAndPressesEnterAtOnceOpensNoOther() {
        // given
        session("first", "Warm the hall", now());
        session("second", "Weekend in Ghent", now() - 100);
        visit("");
        assertThat(visitor.row("Warm the hall")).isVisible();
        page.keyboard().press("Control+k");
        Locator choices = page.locator("hermes-palette .choice");
        page.keyboard().type("e");
        assertThat(choices.first()).containsText("Warm the hall");
        page.route(Pattern.compile(".*/api/sessions\\?limit=8&q=.*"), route -> {});

        // when
        page.keyboard().type("nd");

        // then
        assertThat(choices.first()).containsText("Weekend in Ghent");

        // when
        page.keyboard().press("Enter");

        // then
        assertThat(page).hasURL(Pattern.compile(".*/session/second"));
    }

    @Test
    void whereBrowsersOfferNoClipboardThePageCopiesByItself() {
        // given
        page.addInitScript("""
                Object.defineProperty(navigator, 'clipboard', {value: undefined});
                addEventListener('copy', () => { window.copied = document.activeElement.value; });
                """);
        session("hall", "Warm the hall", now());
        visit("");
        visitor.row("Warm the hall").focus();

        // when
        page.keyboard().press("Shift+F10");
        page.getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName("Copy the id"))
                .click();

        // then
        assertThat(page.locator("hermes-toasts")).containsText("The id is copied");
        assertThat(page.evaluate("() => window.copied")).isEqualTo("hall");
        assertThat(visitor.row("Warm the hall")).isFocused();

        // when
        page.navigate(url + "settings");
        page.getByLabel("What the token is for").fill("A script");
        page.getByText("Make a token").click();
        Locator made = page.locator("hermes-settings .token code");
        assertThat(made).not().isEmpty();
        page.locator("hermes-settings .token button").click();

        // then
        assertThat(page.locator("hermes-toasts")).containsText("The token is copied");
        assertThat(page.evaluate("() => window.copied")).isEqualTo(made.textContent());
        assertThat(page.locator("hermes-settings .token button")).isFocused();
    }

    @Test
    void whatIsUndoneLeavesATranscriptThatIsOpen() {
        // given
        talk("long", 20);
        visit("session/long");
        assertThat(message("Message 19 of it")).isInViewport();

        // when
        agent.run("UPDATE messages SET active = 0 WHERE content IN ('Message 18 of it', 'Message 19 of it')");
        agent.run("UPDATE sessions SET message_count = 18, rewind_count = 1 WHERE id = 'long'");

        // then
        assertThat(message("Message 19 of it")).hasCount(0);
        assertThat(message("Message 18 of it")).hasCount(0);
        assertThat(message("Message 17 of it")).isInViewport();
    }

    @Test
    void eachCallThatDelegatesLeadsToItsOwnSubagent() {
        // given
        session("boss", "The boss", now() - 100);
        agent.message("boss", "assistant", "", Map.of("tool_calls", CALLS, "timestamp", now() - 90));
        double began = now() - 80;
        for (String name : List.of("one", "two")) {
            agent.session(
                    name,
                    Map.of(
                            "title",
                            "Subagent " + name,
                            "started_at",
                            began++,
                            "parent_session_id",
                            "boss",
                            "source",
                            "subagent"));
            agent.message(name, "user", "Do it", Map.of("timestamp", now() - 70));
        }
        await().ignoreExceptions()
                .until(() -> get("/api/session/window?session_id=boss")
                                .jsonPath()
                                .getList("subagents")
                                .size()
                        == 2);

        // when
        page.navigate(url + "session/boss");
        assertThat(page.locator("hermes-tool")).hasCount(3);
        page.keyboard().press("o");

        // then
        assertThat(page.locator("hermes-tool").nth(1)).containsText("Subagent one");
        assertThat(page.locator("hermes-tool").nth(2)).containsText("Subagent two");
    }

    @Test
    void buttonsThatGoGiveTheFocusBackToTheRows() {
        // given
        session("first", "First", now() - 100);
        session("second", "Second", now() - 200);
        visit("");
        visitor.row("Second").focus();

        // when
        page.keyboard().press("p");
        // Who has done something to a row goes on with the next.
        assertThat(visitor.row("First")).isFocused();
        page.locator("hermes-toasts").getByText("Undo").click();

        // then
        assertThat(page.locator("hermes-toasts")).containsText("Undone");
        assertThat(visitor.row("First")).isFocused();

        // when
        page.keyboard().press("x");
        page.getByLabel("Let go of the chosen").focus();
        page.keyboard().press("Enter");

        // then
        assertThat(page.locator("hermes-sidebar .bulk")).hasCount(0);
        assertThat(visitor.row("First")).isFocused();
    }

    @Test
    void aProjectThatWasMadeElsewhereIsThereOnceARowIsInIt() {
        // given
        session("first", "First", now() - 100);
        visit("?group=project");
        assertThat(visitor.row("First")).isVisible();
        assertThat(page.locator("footer")).containsText("Live");

        // when
        String project = given().body("{\"name\": \"Made elsewhere\"}")
                .post("/api/projects/create")
                .jsonPath()
                .getString("project.project_id");
        given().body(Map.of("action", "move", "ids", List.of("first"), "project_id", project))
                .post("/api/sessions/bulk")
                .then()
                .statusCode(200);

        // then
        assertThat(page.locator("session-list .line.head .name").first()).hasText("Made elsewhere");
    }

    @Test
    void aPublicLinkOfLongAgoIsToldAndCanBeEnded() {
        // given
        session("hall", "Warm the hall", now());
        visit("session/hall");
        assertThat(message("text of hall")).isVisible();
        given().body("{\"session_id\": \"hall\"}")
                .post("/api/share/create")
                .then()
                .statusCode(200);

        // when
        page.getByLabel("Share and export").click();
        page.getByText("End the public link").click();

        // then
        assertThat(page.locator("hermes-toasts")).containsText("opens nothing any more");
        assertThat(get("/api/shares").jsonPath().getList("shares")).isEmpty();
        page.getByLabel("Share and export").click();
        assertThat(page.getByText("A snapshot of what was said")).isVisible();
        assertThat(page.getByText("End the public link")).hasCount(0);
    }

    /**
     * The page sleeps for five minutes as far as its clock tells, and wakes while the network is still frozen, which is
     * worse than most laptops do.
     */
    @Test
    @Timeout(120)
    void aPageThatSleptSaysSoKeepsWhatItHadAndIsRightAgainOnceTheNetworkIs() {
        // The window is closed before the link, whose end it would complain of.
        try (FreezingLink link = FreezingLink.to(url.getPort());
                Visitor sleeper = visitor) {
            // given
            session("hall", "Warm the hall", now() - 100);
            awaitList();
            page.clock().install();
            page.navigate(link.address() + "session/hall");
            assertThat(page.locator("footer")).containsText("Live");
            assertThat(message("text of hall")).isVisible();
            page.evaluate("() => { window.sameLoad = true; }");

            // when
            link.freeze();
            page.clock().fastForward(300_000);

            // then
            Locator told = page.locator("hermes-sidebar .notice");
            assertThat(told).containsText("The service does not answer", IN_FIVE_SECONDS);
            assertThat(told).containsText("5 min ago");
            assertThat(sleeper.row("Warm the hall")).isVisible();
            assertThat(message("text of hall")).isVisible();

            // when
            agent.message("hall", "assistant", "It is warm.", Map.of("timestamp", now()));
            session("new", "While it slept", now());
            awaitList();
            link.thaw();

            // then
            assertThat(sleeper.row("While it slept")).isVisible(SEEN_IN_FIVE_SECONDS);
            assertThat(message("It is warm.")).isVisible();
            assertThat(told).hasCount(0);
            assertThat(page.locator("footer")).containsText("Live");
            assertThat(page.evaluate("() => window.sameLoad")).isEqualTo(true);
        }
    }

    private Locator titles() {
        return page.locator("session-list .row .title");
    }

    private void scrollTo(double part) {
        page.locator("session-list .rows").evaluate("(it, part) => { it.scrollTop = it.scrollHeight * part; }", part);
    }

    private void talk(String id, int messages) {
        agent.session(id, Map.of("title", "Session " + id, "started_at", BEGAN, "model", "acme/model-1"));
        agent.run(TALK, messages, id, messages, BEGAN);
        agent.run("UPDATE sessions SET message_count = ? WHERE id = ?", messages, id);
        listed(1);
    }
}
