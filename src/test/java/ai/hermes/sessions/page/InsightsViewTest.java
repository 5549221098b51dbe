package ai.hermes.sessions.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.hermes.sessions.testing.TestHomeResource;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(TestHomeResource.class)
class InsightsViewTest extends InBrowser {

    private static final int SESSIONS = 60;
    private static final List<String> MODELS = List.of("acme/model-1", "acme/model-2", "other/large", "other/small");
    private static final List<String> SOURCES = List.of("cli", "telegram", "cron");

    /** More of the picture than its ground is drawn. */
    private static final String DRAWN = """
            canvas => {
              const {data} = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
              const colours = new Set();
              for (let i = 0; i < data.length; i += 4) colours.add(data[i] << 16 | data[i + 1] << 8 | data[i + 2]);
              return colours.size > 3;
            }""";

    @BeforeEach
    void makeStore() {
        store();
        long now = Instant.now().getEpochSecond();
        for (int i = 0; i < SESSIONS; i++) {
            Map<String, Object> columns = new HashMap<>();
            columns.put("title", "Session " + i);
            columns.put("source", SOURCES.get(i % SOURCES.size()));
            columns.put("model", MODELS.get(i % MODELS.size()));
            columns.put("started_at", now - i * 40_000L - 60);
            columns.put("input_tokens", 1_000 * (1 + i % 7));
            columns.put("output_tokens", 300 * (1 + i % 5));
            columns.put("cache_read_tokens", 9_000 * (1 + i % 3));
            columns.put("estimated_cost_usd", 0.02 * (1 + i % 9));
            columns.put("cost_status", "estimated");
            agent.session("s" + i, columns);
            agent.message("s" + i, "user", "Question " + i, Map.of("timestamp", now - i * 40_000L - 50));
        }
        awaitCounted("days=90", SESSIONS);
    }

    @Test
    void theSameFiguresAreDrawnToldInATableAndGivenAsAFile() throws IOException {
        // given
        page.navigate(url + "insights?days=90");

        // when
        Locator plot = plot("Sessions by source");

        // then
        assertThat(plot.locator("canvas")).isVisible();
        page.waitForCondition(() -> Boolean.TRUE.equals(plot.locator("canvas").evaluate(DRAWN)));

        // when
        plot.getByText("Numbers").click();

        // then
        assertThat(plot.locator("tbody tr")).hasCount(3);
        assertThat(plot.locator("tfoot td")).hasText("60");

        // when
        Download file = page.waitForDownload(() -> plot.getByText("CSV").click());

        // then
        assertThat(Files.readAllLines(file.path()))
                .hasSize(4)
                .first()
                .asString()
                .startsWith("source,sessions");
    }

    @Test
    void theTimeThatIsMeantIsInTheAddress() {
        // given
        page.navigate(url + "insights?days=90");
        assertThat(total("Sessions")).hasText("60");

        // when
        page.getByText("7 days").click();

        // then
        assertThat(page).hasURL(Pattern.compile(".*days=7.*"));
        assertThat(total("Sessions")).not().hasText("60");
        page.goBack();
        assertThat(total("Sessions")).hasText("60");
    }

    @Test
    void onlyWhatASearchMeansIsCounted() {
        // given
        page.navigate(url + "insights?days=90");

        // when
        page.getByLabel("Only sessions that").fill("source:telegram");
        page.getByLabel("Only sessions that").press("Enter");

        // then
        assertThat(total("Sessions")).hasText("20");
    }

    @Test
    void aFigureOfAPlotIsToldUnderThePointer() {
        // given
        page.navigate(url + "insights?days=90");
        Locator canvas = plot("Tokens by day").locator("canvas");
        page.waitForCondition(() -> Boolean.TRUE.equals(canvas.evaluate(DRAWN)));
        String before = (String) canvas.evaluate("it => it.toDataURL()");

        // when
        canvas.hover();

        // then
        page.waitForCondition(() -> !before.equals(canvas.evaluate("it => it.toDataURL()")));
    }

    @Test
    void whoComesBackLaterSeesFiguresOfNowAndPlotsOfTheirSize() {
        // given
        page.clock().install();
        page.navigate(url + "insights?days=90");
        assertThat(total("Sessions")).hasText("60");
        assertThat(page.locator("hermes-insights header.top")).containsText("as of");
        Locator models = plot("Tokens by model").locator(".canvas");
        assertThat(models).hasCSS("height", "132px");

        // when
        visitor.lookAway();
        double now = System.currentTimeMillis() / 1000.0;
        agent.session(
                "new", Map.of("title", "New", "model", "third/new", "started_at", now - 9, "input_tokens", 5_000));
        agent.message("new", "user", "Question", Map.of("timestamp", now - 9));
        awaitCounted("days=90", SESSIONS + 1);
        page.clock().fastForward(61_000);
        visitor.lookAtIt();

        // then
        assertThat(total("Sessions")).hasText("61");
        assertThat(models).hasCSS("height", "162px");
    }

    @Test
    void whatIsNotReadYetIsNotAskedForWhileNobodySeesIt() {
        // given
        List<String> asked = new CopyOnWriteArrayList<>();
        page.route(Pattern.compile(".*/api/insights/tools.*"), route -> {
            asked.add(route.request().url());
            APIResponse answer = route.fetch();
            route.fulfill(new Route.FulfillOptions()
                    .setResponse(answer)
                    .setBody(answer.text().replace("\"complete\":true", "\"complete\":false")));
        });
        page.clock().install();
        page.navigate(url + "insights?days=90");
        page.waitForCondition(() -> asked.size() > 2);

        // when
        visitor.lookAway();
        // The question that was under way.
        letTimePass();
        int before = asked.size();
        letTimePass();

        // then
        assertThat(asked).hasSize(before);

        // when
        visitor.lookAtIt();

        // then
        page.waitForCondition(() -> asked.size() > before);
    }

    /** Time in which whatever is to be asked for is asked for, and answered. */
    private void letTimePass() {
        for (int i = 0; i < 5; i++) {
            page.clock().runFor(1_000);
            page.evaluate("() => fetch('/health')");
        }
    }

    @Test
    void theChoiceOfAProfileFollowsTheAddressAndTheFiguresTheProfileInUse() {
        // given
        release();
        agent.create(home.stateDb("work"), 31);
        agent.session("theirs", Map.of("title", "Theirs", "started_at", now() - 60));
        agent.message("theirs", "user", "Hello", Map.of("timestamp", now() - 50));
        agent.release();
        awaitCounted("days=90&profile=work", 1);
        page.navigate(url + "insights?days=90");
        assertThat(total("Sessions")).hasText("60");
        Locator choice = page.getByLabel("Profile", new Page.GetByLabelOptions().setExact(true));

        // when
        choice.selectOption("work");

        // then
        assertThat(total("Sessions")).hasText("1");

        // when
        page.goBack();

        // then
        assertThat(total("Sessions")).hasText("60");
        assertThat(choice).hasValue("");

        // when
        Object status = page.evaluate("""
                () => fetch('/api/profile/switch', {
                  method: 'POST',
                  headers: {'Content-Type': 'application/json'},
                  body: '{"name": "work"}',
                }).then((it) => it.status)""");

        // then
        assertThat(status).isEqualTo(200);
        assertThat(total("Sessions")).hasText("1");
    }

    private static void awaitCounted(String query, int sessions) {
        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .until(() ->
                        get("/api/insights/usage?by=source&" + query).jsonPath().getInt("total.sessions") == sessions);
    }

    @ParameterizedTest
    @CsvSource({
        "LIGHT, 1440, 1600",
        "DARK, 1440, 1600",
        "LIGHT, 820, 1600",
        "DARK, 820, 1600",
        "LIGHT, 390, 1600",
        "DARK, 390, 1600"
    })
    void nobodyIsKeptOut(ColorScheme scheme, int width, int height) {
        // given
        open(width, height, scheme);

        // when
        page.navigate(url + "insights?days=30");
        assertThat(page.getByText("What the file is made of")).isVisible();
        Locator last = plot("Tokens by day").locator("canvas");
        page.waitForCondition(() -> Boolean.TRUE.equals(last.evaluate(DRAWN)));

        // then
        visitor.picture("insights-%s-%d".formatted(scheme.name().toLowerCase(Locale.ROOT), width));
        assertThat(visitor.barriers()).isEmpty();
    }

    private Locator total(String name) {
        return page.locator(".total")
                .filter(new Locator.FilterOptions()
                        .setHas(page.locator("h2").getByText(name, new Locator.GetByTextOptions().setExact(true))))
                .locator(".figure");
    }

    private Locator plot(String heading) {
        return page.locator("hermes-plot")
                .filter(new Locator.FilterOptions().setHas(page.locator("h2").getByText(heading)));
    }
}
