package ai.hermes.sessions.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasItem;

import ai.hermes.sessions.store.LeakResource;
import ai.hermes.sessions.testing.TestHome;
import ai.hermes.sessions.testing.TestHomeResource;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(TestHomeResource.class)
class ServiceViewTest extends InBrowser {

    private static final Pattern ASKED = Pattern.compile(".*/(health\\?deep|api/diagnostics).*");

    @BeforeEach
    void makeStore() {
        store();
        agent.session("hall", Map.of("title", "Warm the hall"));
        agent.message("hall", "user", "How warm is it?");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> get("/api/sessions").then().statusCode(200).body("sessions.session_id", hasItem("hall")));
    }

    @AfterEach
    void giveBack() {
        LeakResource.releaseAll();
    }

    @Test
    void eachComponentIsShownWithWhatWasSeenOfIt() {
        // when
        page.navigate(url + "service");

        // then
        assertThat(component("Store of default").locator(".level")).hasText("well");
        assertThat(component("Descriptors")).containsText("limit");
        assertThat(page.locator(".tile")).hasCount(4);
        assertThat(page.locator(".stores tbody tr")).containsText(new String[] {"readable"});
    }

    @Test
    void aStoreThatIsIllIsToldAboveAllWithWhatHelps() throws IOException {
        // given
        page.navigate(url + "service");
        assertThat(component("Store of default").locator(".level")).hasText("well");
        visitor.expect("503");

        // when
        release();
        TestHome.remove(home.stateDb());
        Files.createDirectory(home.stateDb());

        // then
        assertThat(page.locator(".problem").first()).containsText("Store of default");
        assertThat(page.locator(".problem").first()).containsText("What helps:");
        assertThat(component("Store of default").locator(".level")).hasText("fails");
    }

    @Test
    void aLeakedConnectionIsShownWhileItIsOutAndAfterItWasTakenBack() {
        // given
        page.navigate(url + "service");
        assertThat(page.locator(".tile")).hasCount(4);

        // when
        get("/api/leak/pool/one").then().statusCode(200);

        // then
        Locator lease = page.locator("tbody tr").filter(new Locator.FilterOptions().setHasText("/api/leak/pool/{id}"));
        assertThat(lease).containsText("transcript");
        assertThat(lease.locator(".pill")).hasText("reading");
        assertThat(lease.getByText("Trace"))
                .hasAttribute("href", Pattern.compile("https://traces\\.test/[0-9a-f]{32}"));
        Locator event =
                page.locator(".events li").filter(new Locator.FilterOptions().setHasText("/api/leak/pool/{id}"));
        assertThat(event.first()).containsText("taken back");
        assertThat(lease).hasCount(0);
    }

    @Test
    void whatTheCallerMayNotSeeIsNotAskedFor() {
        // given
        List<String> asked = new CopyOnWriteArrayList<>();
        page.onRequest(request -> asked.add(request.url()));
        page.route(
                "**/api/auth/status",
                route -> route.fulfill(new Route.FulfillOptions()
                        .setContentType("application/json")
                        .setBody("{\"auth_enabled\": true, \"logged_in\": true, \"role\": \"read\"}")));

        // when
        page.navigate(url + "service");

        // then
        assertThat(page.getByText("These are for administrators")).isVisible();
        assertThat(asked).noneMatch(it -> it.contains("/api/diagnostics"));
    }

    @Test
    void aServiceThatDoesNotAnswerIsSaidAndWhatWasSeenStays() {
        // given
        page.navigate(url + "service");
        assertThat(component("Store of default")).isVisible();

        visitor.expect("net::ERR_FAILED");

        // when
        page.route(ASKED, Route::abort);

        // then
        assertThat(page.locator(".problem")).containsText("The service does not answer");
        assertThat(component("Store of default")).isVisible();

        // when
        page.unroute(ASKED);
        page.getByText("Ask now").click();

        // then
        assertThat(page.locator(".problem").filter(new Locator.FilterOptions().setHasText("does not answer")))
                .hasCount(0);
    }

    @Test
    void whereNobodySeesItAndWhereItIsHeldNothingIsAskedFor() {
        // given
        List<String> asked = new CopyOnWriteArrayList<>();
        page.onRequest(request -> {
            if (ASKED.matcher(request.url()).matches()) {
                asked.add(request.url());
            }
        });
        visitor.lookAwayFromTheStart();

        // when
        page.navigate(url + "service");
        Locator hold = page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Hold"));
        assertThat(hold).isVisible();
        page.evaluate("() => fetch('/health')");

        // then
        assertThat(asked).isEmpty();

        // when
        visitor.lookAtIt();

        // then
        assertThat(component("Store of default")).isVisible();

        // when
        hold.click();
        assertThat(page.locator(".age")).containsText("held at");
        int before = asked.size();
        page.evaluate("() => { dispatchEvent(new Event('online')); return fetch('/health'); }");

        // then
        assertThat(page.locator(".age")).containsText("held at");
        assertThat(asked).hasSize(before);
    }

    @ParameterizedTest
    @CsvSource({
        "LIGHT, 1440, 1500",
        "DARK, 1440, 1500",
        "LIGHT, 820, 1500",
        "DARK, 820, 1500",
        "LIGHT, 390, 1500",
        "DARK, 390, 1500"
    })
    void nobodyIsKeptOut(ColorScheme scheme, int width, int height) {
        // given
        open(width, height, scheme);
        get("/api/leak/pool/two").then().statusCode(200);

        // when
        page.navigate(url + "service");
        assertThat(page.getByText("/api/leak/pool/{id}").first()).isVisible();

        // then
        visitor.picture("service-%s-%d".formatted(scheme.name().toLowerCase(Locale.ROOT), width));
        assertThat(visitor.barriers()).isEmpty();
    }

    private Locator component(String name) {
        return page.locator(".board li")
                .filter(new Locator.FilterOptions().setHas(page.locator("b").getByText(name)));
    }
}
