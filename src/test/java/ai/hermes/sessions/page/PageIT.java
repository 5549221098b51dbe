package ai.hermes.sessions.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.ServiceProcess;
import ai.hermes.sessions.testing.TestHome;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The packaged page: its scripts are minified, have other names and other headers than in development. */
class PageIT {

    private static final int MOST_BYTES = 250_000;

    private static Chromium chromium;
    private static TestHome home;
    private static AgentProcess agent;
    private static ServiceProcess service;

    @BeforeAll
    static void start() {
        chromium = Chromium.start();
        PlaywrightAssertions.setDefaultAssertionTimeout(20_000);
        home = TestHome.create();
        agent = AgentProcess.start();
        agent.create(home.stateDb(), 31).session("hall", Map.of("title", "Warm the hall"));
        agent.message("hall", "user", "how warm is it");
        service = ServiceProcess.in(home).start();
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            service.close();
            agent.close();
            home.close();
            chromium.close();
        }
    }

    @BeforeEach
    void patience() {
        PlaywrightAssertions.setDefaultAssertionTimeout(20_000);
    }

    @Test
    void theFirstLoadIsSmallAndWithinThePolicy() {
        try (Visitor visitor = Visitor.with(chromium)) {
            // given
            List<Response> scripts = new CopyOnWriteArrayList<>();
            visitor.page().onResponse(answer -> {
                if (answer.request().resourceType().equals("script")) {
                    scripts.add(answer);
                }
            });

            // when
            visitor.page().navigate(service.uri("/").toString());
            assertThat(visitor.row("Warm the hall")).isVisible();

            // then
            int bytes = scripts.stream()
                    .mapToInt(it -> it.request().sizes().responseBodySize)
                    .sum();
            System.out.println(
                    "JavaScript at first load: " + bytes + " bytes as sent, in " + scripts.size() + " files");
            assertThat(bytes).isBetween(1, MOST_BYTES);
            assertThat(visitor.complaints()).isEmpty();
        }
    }

    @Test
    void itCanBeInstalled() {
        try (Visitor visitor = Visitor.with(chromium)) {
            // when
            Page page = visitor.page();
            page.navigate(service.uri("/").toString());
            Object icons = page.evaluate("""
                    async () => {
                      const address = document.querySelector('link[rel=manifest]').href;
                      const manifest = await (await fetch(address)).json();
                      const answers = await Promise.all(manifest.icons.map(it => fetch(new URL(it.src, address))));
                      return answers.map(it => it.status + ' ' + it.headers.get('Content-Type'));
                    }""");

            // then
            assertThat(icons).isEqualTo(List.of("200 image/png", "200 image/png", "200 image/png"));
        }
    }

    @Test
    void itWorksBehindAPath() {
        try (StrippingProxy proxy = StrippingProxy.before(service.port(), "/my/sessions");
                Visitor visitor = Visitor.with(chromium)) {
            // given
            Page page = visitor.page();

            // when
            page.navigate(proxy.address() + "/my/sessions/search?q=warm");
            assertThat(page.locator("hermes-search mark").first()).isVisible();
            visitor.row("Warm the hall").click();

            // then
            assertThat(page.locator("hermes-message").first()).containsText("how warm is it");
            assertThat(page).hasURL(Pattern.compile(".*/my/sessions/session/hall"));
            page.reload();
            assertThat(page.locator("hermes-message").first()).containsText("how warm is it");
            assertThat(page.locator("footer")).containsText("Live");
            assertThat(visitor.complaints()).isEmpty();
        }
    }

    @Test
    void aServiceThatWasKilledIsMissedAndTakenUpAgainWithoutALoad() {
        try (Visitor visitor = Visitor.with(chromium)) {
            // given
            Page page = visitor.page();
            page.navigate(service.uri("/").toString());
            assertThat(page.locator("footer")).containsText("Live");
            assertThat(visitor.row("Warm the hall")).isVisible();
            page.evaluate("() => { window.sameLoad = true; }");

            // when
            int port = service.port();
            service.handle().destroyForcibly();

            // then
            PlaywrightAssertions.setDefaultAssertionTimeout(5_000);
            assertThat(page.locator(".notices .notice")).containsText("The service does not answer");
            assertThat(visitor.row("Warm the hall")).isVisible();
            visitor.picture("killed");
            agent.session("later", Map.of("title", "While it was away"));
            agent.message("later", "user", "hello");
            service = ServiceProcess.in(home).port(port).start();
            PlaywrightAssertions.setDefaultAssertionTimeout(8_000);
            assertThat(visitor.row("While it was away")).isVisible();
            assertThat(page.locator(".notices .notice")).hasCount(0);
            assertThat(page.locator("footer")).containsText("Live");
            assertThat(page.evaluate("() => window.sameLoad")).isEqualTo(true);
        }
    }
}
