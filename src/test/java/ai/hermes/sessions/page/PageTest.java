package ai.hermes.sessions.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.TestHome;
import ai.hermes.sessions.testing.TestHomeResource;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
@QuarkusTestResource(TestHomeResource.class)
class PageTest {

    /** More than two polls take. */
    private static final int PATIENCE_MS = 20_000;

    private static final Pattern LIST = Pattern.compile(".*/api/sessions\\?.*");
    private static final String TOOL_CALL = """
            [{"id": "call_1", "type": "function",
              "function": {"name": "terminal", "arguments": "{\\"command\\": \\"uptime\\"}"}}]""";

    private static Chromium chromium;
    private static AgentProcess agent;

    TestHome home;

    @TestHTTPResource("/")
    URL url;

    private BrowserContext context;
    private Page page;
    private int sessions;
    private boolean stored;
    private final List<String> complaints = new ArrayList<>();

    @BeforeAll
    static void startBrowser() {
        chromium = Chromium.start();
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MS);
        agent = AgentProcess.start();
    }

    @AfterAll
    static void stopBrowser() {
        if (chromium != null) {
            chromium.close();
            agent.close();
        }
    }

    @BeforeEach
    void openPage() {
        home.clear();
        sessions = 0;
        open(ColorScheme.LIGHT);
    }

    private void open(ColorScheme scheme) {
        context = chromium.browser().newContext(new Browser.NewContextOptions().setColorScheme(scheme));
        page = context.newPage();
        page.clock().install();
        page.onPageError(complaints::add);
        page.onConsoleMessage(message -> {
            if (message.text().contains("Content Security Policy")) {
                complaints.add(message.text());
            }
        });
    }

    @AfterEach
    void closePage() {
        context.close();
        release();
        assertThat(complaints).as("script errors and violations of the policy").isEmpty();
    }

    @Test
    void theListShowsTheSessionsByDay() {
        // given
        store();
        session("today", "Warm the hall", now());
        session("long-ago", "A compass", 1_700_000_000);

        // when
        visit("");

        // then
        assertThat(page.locator("section h2")).hasText(new String[] {"Today", "Older"});
        assertThat(row("Warm the hall")).containsText("1 message");
        assertThat(page).hasTitle("Hermes");
    }

    @Test
    void aClickOpensTheTranscriptAtItsOwnAddress() {
        // given
        store();
        session("hall", "Warm the hall", now());
        visit("");

        // when
        row("Warm the hall").click();

        // then
        assertThat(page.locator("message-view")).containsText(new String[] {"text of hall"});
        assertThat(page).hasURL(Pattern.compile(".*/session/hall"));
        assertThat(page).hasTitle("Warm the hall · Hermes");
    }

    @Test
    void theAddressOfATranscriptCanBeOpenedDirectly() {
        // given
        store();
        session("hall", "Warm the hall", now());

        // when
        visit("session/hall");

        // then
        assertThat(page.locator("message-view")).containsText(new String[] {"text of hall"});
        assertThat(row("Warm the hall")).hasAttribute("aria-current", "page");
    }

    @Test
    void anUnknownSessionIsSaidToBeUnknown() {
        // given
        store();

        // when
        visit("session/nobody");

        // then
        assertThat(page.getByText("There is no such session")).isVisible();
    }

    @Test
    void theCallOfAToolHoldsItsOutput() {
        // given
        store();
        session("tools", "Tools", now());
        agent.message("tools", "assistant", "", Map.of("tool_calls", TOOL_CALL));
        agent.message("tools", "tool", "{\"output\": \"up 3 days\"}", Map.of("tool_call_id", "call_1"));

        // when
        visit("session/tools");
        page.locator("summary")
                .filter(new Locator.FilterOptions().setHasText("uptime"))
                .click();

        // then
        assertThat(page.locator("details[open]")).containsText("up 3 days");
    }

    @Test
    void markupFromAStoreIsShownAsText() {
        // given
        store();
        session("markup", "<img src=x onerror=alert(1)>", now());
        agent.message("markup", "user", "<script>alert(2)</script><b>bold</b>");

        // when
        visit("session/markup");

        // then
        assertThat(page.locator("message-view").last()).containsText("<script>alert(2)</script><b>bold</b>");
        assertThat(row("<img src=x onerror=alert(1)>")).isVisible();
        assertThat(page.locator("session-list img, session-view img")).hasCount(0);
    }

    @Test
    void earlierMessagesComeOnRequest() {
        // given
        store();
        session("long", "Long", now());
        for (int i = 0; i < 70; i++) {
            agent.message("long", "user", "number " + i);
        }
        visit("session/long");
        assertThat(page.locator("message-view")).hasCount(50);

        // when
        page.getByText("Earlier messages").click();

        // then
        assertThat(page.locator("message-view")).hasCount(71);
        assertThat(page.locator("message-view").first()).containsText("text of long");
    }

    @Test
    void whatTheAgentAddsAppearsInListAndTranscript() {
        // given
        store();
        session("hall", "Warm the hall", now());
        visit("session/hall");
        assertThat(page.locator("message-view")).hasCount(1);

        // when
        agent.message("hall", "assistant", "It is warm.", Map.of("timestamp", now()));
        page.clock().fastForward(6_000);

        // then
        assertThat(page.locator("message-view").last()).containsText("It is warm.");
        assertThat(row("Warm the hall")).containsText("2 messages");
    }

    @Test
    void anUnchangedListIsNotSentAgain() {
        // given
        store();
        session("hall", "Warm the hall", now());
        visit("");
        assertThat(row("Warm the hall")).isVisible();

        // when
        Response poll = page.waitForResponse(LIST, () -> page.clock().fastForward(6_000));

        // then
        assertThat(poll.status()).isEqualTo(304);
    }

    @Test
    void aFaultOfTheStoreIsToldAboveTheListThatStays() throws IOException {
        // given
        store();
        session("hall", "Warm the hall", now());
        visit("");
        assertThat(row("Warm the hall")).isVisible();

        // when
        release();
        TestHome.remove(home.stateDb());
        Files.createDirectory(home.stateDb());

        // then
        assertThat(page.locator(".notice")).containsText("Profile default");
        assertThat(row("Warm the hall")).isVisible();
    }

    @Test
    void aServiceThatDoesNotAnswerIsToldAboveTheListThatStays() {
        // given
        store();
        session("hall", "Warm the hall", now());
        visit("");
        assertThat(row("Warm the hall")).isVisible();

        // when
        page.route(LIST, Route::abort);
        page.clock().fastForward(6_000);

        // then
        assertThat(page.locator(".notice")).containsText("The service does not answer");
        assertThat(page.locator(".notice")).containsText("What is shown is from");
        assertThat(row("Warm the hall")).isVisible();
    }

    @Test
    void aStoreThatNeverWasIsExplained() {
        // when
        visit("");

        // then
        Locator alert = page.getByRole(AriaRole.ALERT);
        assertThat(alert.getByRole(AriaRole.BUTTON)).hasText("Try again now");
        assertThat(alert.locator("p")).hasCount(2);
    }

    @Test
    void theSessionThatWasClickedLastIsShownThoughAnEarlierAnswerComesLater() {
        // given
        store();
        session("slow", "Slow", now());
        session("fast", "Fast", now());
        List<Route> held = new ArrayList<>();
        page.route(Pattern.compile(".*session_id=slow.*"), held::add);
        visit("");

        // when
        row("Slow").click();
        row("Fast").click();
        assertThat(page.locator("message-view")).containsText(new String[] {"text of fast"});
        held.forEach(Route::resume);

        // then
        assertThat(page.locator("message-view")).containsText(new String[] {"text of fast"});
        assertThat(page.locator("session-view h2")).hasText("Fast");
    }

    @Test
    void theKeyboardIsEnough() {
        // given
        store();
        session("first", "First", now());
        session("second", "Second", now() - 60);
        visit("");
        assertThat(row("Second")).isVisible();

        // when
        page.keyboard().press("j");
        page.keyboard().press("j");
        page.keyboard().press("Enter");
        assertThat(page.locator("session-view h2")).hasText("Second");
        page.keyboard().press("Escape");
        assertThat(row("Second")).isFocused();
        page.keyboard().press("/");
        page.keyboard().type("fir");

        // then
        assertThat(page.locator("session-list li")).hasCount(1);
        assertThat(page.getByText("1 of 2 loaded titles match.")).isVisible();
    }

    @ParameterizedTest
    @EnumSource(names = {"LIGHT", "DARK"})
    void nobodyIsKeptOut(ColorScheme scheme) {
        // given
        context.close();
        open(scheme);
        store();
        session("hall", "Warm the hall", now());
        agent.message("hall", "assistant", "", Map.of("tool_calls", TOOL_CALL, "reasoning", "So and so."));
        visit("session/hall");
        assertThat(page.locator("message-view")).hasCount(2);

        // when
        List<String> barriers = new AxeBuilder(page)
                .analyze().getViolations().stream()
                        .filter(rule -> List.of("serious", "critical").contains(rule.getImpact()))
                        .map(Rule::getHelp)
                        .toList();

        // then
        assertThat(barriers).isEmpty();
    }

    private void store() {
        agent.create(home.stateDb(), 31);
        stored = true;
    }

    private void release() {
        if (stored) {
            agent.release();
            stored = false;
        }
    }

    private void session(String id, String title, double time) {
        agent.session(id, Map.of("title", title, "started_at", time, "model", "acme/model-1"));
        agent.message(id, "user", "text of " + id, Map.of("timestamp", time));
        sessions++;
    }

    private static double now() {
        return System.currentTimeMillis() / 1000.0;
    }

    /** Opens the page once the service has noticed what the agent wrote. */
    private void visit(String path) {
        if (sessions > 0) {
            await().ignoreExceptions()
                    .until(() -> get("/api/sessions").jsonPath().getInt("total") == sessions);
        }
        page.navigate(url + path);
    }

    private Locator row(String title) {
        return page.getByRole(AriaRole.LINK).filter(new Locator.FilterOptions().setHasText(title));
    }
}
