package ai.hermes.sessions.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.TestHome;
import ai.hermes.sessions.testing.TestHomeResource;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(TestHomeResource.class)
class InsightsViewTest {

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

    private static Chromium chromium;
    private static AgentProcess agent;

    TestHome home;

    @TestHTTPResource("/")
    URI url;

    private Visitor visitor;
    private Page page;

    @BeforeAll
    static void startBrowser() {
        chromium = Chromium.start();
        PlaywrightAssertions.setDefaultAssertionTimeout(20_000);
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
    void makeStore() {
        home.clear();
        agent.create(home.stateDb(), 31);
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
        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .until(() ->
                        get("/api/insights/usage?by=source&days=90").jsonPath().getInt("total.sessions") == SESSIONS);
        open(1440, 1000, ColorScheme.LIGHT);
    }

    @AfterEach
    void closePage() {
        visitor.close();
        assertThat(visitor.complaints()).as("what the page complained of").isEmpty();
        agent.release();
    }

    private void open(int width, int height, ColorScheme scheme) {
        visitor = Visitor.with(chromium, width, height, scheme);
        page = visitor.page();
    }

    @Test
    void theSameFiguresAreDrawnToldInATableAndGivenAsAFile() throws IOException {
        // given
        page.navigate(url.resolve("/insights?days=90").toString());

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
        page.navigate(url.resolve("/insights?days=90").toString());
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
        page.navigate(url.resolve("/insights?days=90").toString());

        // when
        page.getByLabel("Only sessions that").fill("source:telegram");
        page.getByLabel("Only sessions that").press("Enter");

        // then
        assertThat(total("Sessions")).hasText("20");
    }

    @Test
    void aFigureOfAPlotIsToldUnderThePointer() {
        // given
        page.navigate(url.resolve("/insights?days=90").toString());
        Locator canvas = plot("Tokens by day").locator("canvas");
        page.waitForCondition(() -> Boolean.TRUE.equals(canvas.evaluate(DRAWN)));
        String before = (String) canvas.evaluate("it => it.toDataURL()");

        // when
        canvas.hover();

        // then
        page.waitForCondition(() -> !before.equals(canvas.evaluate("it => it.toDataURL()")));
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
        visitor.close();
        open(width, height, scheme);

        // when
        page.navigate(url.resolve("/insights?days=30").toString());
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
