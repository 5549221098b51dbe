package ai.hermes.sessions.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.ServiceProcess;
import ai.hermes.sessions.testing.TestHome;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The packaged page: its scripts are minified, have other names and other headers than in development. */
class PageIT {

    private static final LocatorAssertions.HasTextOptions PATIENTLY =
            new LocatorAssertions.HasTextOptions().setTimeout(20_000);

    @Test
    void thePackagedPageShowsTheListWithinItsPolicy() {
        try (Chromium chromium = Chromium.start();
                TestHome home = TestHome.create();
                AgentProcess agent = AgentProcess.start();
                ServiceProcess service = ServiceProcess.in(home).start()) {
            // given
            agent.create(home.stateDb(), 31).session("hall", Map.of("title", "Warm the hall"));
            agent.message("hall", "user", "how warm is it");
            List<String> complaints = new ArrayList<>();
            Page page = chromium.browser().newPage();
            page.onPageError(complaints::add);
            page.onConsoleMessage(message -> {
                if (message.text().contains("Content Security Policy")) {
                    complaints.add(message.text());
                }
            });

            // when
            page.navigate(service.uri("/").toString());

            // then
            assertThat(page.locator("session-list .title")).hasText("Warm the hall", PATIENTLY);
            assertThat(complaints).isEmpty();
        }
    }
}
