package ai.hermes.sessions.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import ai.hermes.sessions.security.LockedService;
import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.TestHome;
import ai.hermes.sessions.testing.TestHomeResource;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URL;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Coming in through the page of a service that not everybody may read. */
@QuarkusTest
@QuarkusTestResource(TestHomeResource.class)
@TestProfile(LockedService.class)
class LoginPageTest {

    private static Chromium chromium;

    TestHome home;

    @TestHTTPResource("/")
    URL url;

    @BeforeAll
    static void startBrowser() {
        chromium = Chromium.start();
        PlaywrightAssertions.setDefaultAssertionTimeout(20_000);
    }

    @AfterAll
    static void stopBrowser() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @Test
    void whoLogsInComesToWhereTheLinkLed() {
        home.clear();
        try (AgentProcess agent = AgentProcess.start();
                Visitor visitor = Visitor.with(chromium)) {
            // given
            agent.create(home.stateDb(), 31).session("hall", Map.of("title", "Warm the hall"));
            agent.message("hall", "user", "how warm is it");
            Page page = visitor.page();
            visitor.expect("401");

            // when
            page.navigate(url + "session/hall");
            assertThat(page).hasURL(Pattern.compile(".*/login\\?next=.*"));
            enter(page, "a wrong one");
            assertThat(page.getByRole(AriaRole.ALERT)).isVisible();
            enter(page, LockedService.PASSWORD);

            // then
            assertThat(page).hasURL(url + "session/hall");
            assertThat(page.locator("hermes-message").first()).containsText("how warm is it");
            assertThat(page.locator("footer")).containsText("Live");
            assertThat(visitor.complaints()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"1440, LIGHT", "1440, DARK", "820, LIGHT", "820, DARK", "390, LIGHT", "390, DARK"})
    void nobodyIsKeptOut(int width, ColorScheme scheme) {
        try (Visitor visitor = Visitor.with(chromium, width, 900, scheme)) {
            // when
            visitor.page().navigate(url + "login");
            assertThat(visitor.page().getByLabel("Password")).isFocused();

            // then
            visitor.picture("login-%d-%s".formatted(width, scheme.name().toLowerCase(Locale.ROOT)));
            assertThat(visitor.barriers()).isEmpty();
            assertThat(visitor.complaints()).isEmpty();
        }
    }

    private static void enter(Page page, String password) {
        page.getByLabel("Password").fill(password);
        page.getByRole(AriaRole.BUTTON).click();
    }
}
