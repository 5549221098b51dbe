package ai.hermes.sessions.page;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.Journal;
import ai.hermes.sessions.testing.TestHome;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import io.quarkus.test.common.http.TestHTTPResource;
import io.restassured.path.json.JsonPath;
import io.restassured.path.json.config.JsonPathConfig;
import java.net.URL;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/**
 * The page in a real browser, over a home in which an agent writes. Each test has a window of its own, and at its end
 * the page must have had nothing to complain of.
 */
abstract class InBrowser {

    static final int PATIENCE_MS = 20_000;

    /** When conversations began whose time does not matter. */
    static final double BEGAN = 1_793_700_000;

    /** How the page asks, again and again, whether all is well. */
    static final Pattern PULSE = Pattern.compile(".*/api/sessions\\?limit=1$");

    private static final String DETAILED =
            "{\"sidebar_density\": \"detailed\", \"theme\": \"system\", \"list_group\": \"day\"}";
    private static final String AS_IT_WAS =
            "{\"sidebar_density\": \"compact\", \"theme\": \"system\", \"list_group\": \"day\"}";

    /** Times lose minutes as the numbers that are the default. */
    private static final JsonPathConfig EXACT =
            JsonPathConfig.jsonPathConfig().numberReturnType(JsonPathConfig.NumberReturnType.DOUBLE);

    private static Chromium chromium;
    static AgentProcess agent;

    TestHome home;

    @TestHTTPResource("/")
    URL url;

    Visitor visitor;
    Page page;

    /** How many sessions are to be listed. */
    private int sessions;

    private final Map<String, Double> begun = new HashMap<>();
    private boolean stored;

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
    void openWindow() {
        home.clear();
        settings(DETAILED);
        open(1440, 900, ColorScheme.LIGHT);
    }

    @AfterEach
    void closeWindow() {
        visitor.close();
        release();
        settings(AS_IT_WAS);
        assertThat(visitor.complaints())
                .as("errors of scripts, violations of the policy, failed requests")
                .isEmpty();
    }

    /** Opens a window, in place of the one that is open. */
    final void open(int width, int height, ColorScheme scheme) {
        if (visitor != null) {
            visitor.close();
        }
        visitor = somebodyElse(width, height, scheme);
        page = visitor.page();
    }

    /** A further window, of another browser as far as the page can tell. */
    static Visitor somebodyElse(int width, int height, ColorScheme scheme) {
        return Visitor.with(chromium, width, height, scheme);
    }

    /** Makes the store of the profile that is the default. */
    final void store() {
        store(Journal.WAL);
    }

    final void store(Journal journal) {
        agent.create(home.stateDb(), 31, journal);
        stored = true;
    }

    /** Has the agent let go of the store. */
    final void release() {
        if (stored) {
            agent.release();
            stored = false;
        }
    }

    /** A session with one message, "text of" its id. */
    final void session(String id, String title, double time) {
        agent.session(id, Map.of("title", title, "started_at", time, "model", "acme/model-1"));
        agent.message(id, "user", "text of " + id, Map.of("timestamp", time));
        begun.put(id, time);
        sessions++;
    }

    /** Says that sessions which were written otherwise are listed as well. */
    final void listed(int more) {
        sessions += more;
    }

    /** Opens the page once the service has noticed what the agent wrote. */
    final void visit(String path) {
        awaitList();
        page.navigate(url + path);
    }

    /** What is listed may be of the test before, whose sessions had the same names and began earlier. */
    final void awaitList() {
        if (sessions > 0) {
            await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> {
                JsonPath list = get("/api/sessions").jsonPath(EXACT);
                List<Map<String, Object>> rows = list.getList("sessions");
                return list.getInt("total") == sessions && rows.stream().allMatch(this::isOfThisTest);
            });
        }
    }

    private boolean isOfThisTest(Map<String, Object> row) {
        Double time = begun.get(row.get("session_id"));
        return time == null || Math.abs(time - ((Number) row.get("created_at")).doubleValue()) < 0.01;
    }

    /** The message with this text. */
    final Locator message(String text) {
        return page.locator("hermes-message").filter(new Locator.FilterOptions().setHasText(text));
    }

    /** Keeps the first answer to such a question; further ones pass. */
    final Held hold(Pattern question) {
        Held held = new Held();
        page.route(question, route -> {
            if (held.route == null) {
                held.route = route;
                held.answer = route.fetch();
            } else {
                route.resume();
            }
        });
        return held;
    }

    /** An answer that is there, and is kept from the page until it is let go. */
    static final class Held {
        private Route route;
        private APIResponse answer;

        boolean isHeld() {
            return answer != null;
        }

        void letGo() {
            route.fulfill(new Route.FulfillOptions().setResponse(answer));
        }
    }

    static void settings(String changes) {
        given().body(changes).post("/api/settings").then().statusCode(200);
    }

    static double now() {
        return System.currentTimeMillis() / 1000.0;
    }
}
