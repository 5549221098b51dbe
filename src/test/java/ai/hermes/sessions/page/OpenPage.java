package ai.hermes.sessions.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A page in a browser that has nothing to complain of: no error of a script, none on the console, which is where
 * violations of the policy are told, and no request that leaves the service.
 *
 * @param context what it lives in
 * @param page the page
 * @param origin where the service is
 * @param complaints what there was to complain of so far
 */
record OpenPage(BrowserContext context, Page page, String origin, List<String> complaints) implements AutoCloseable {

    static final Path PICTURES = Path.of("target", "pictures");

    /** Opens an empty page. */
    static OpenPage in(Chromium chromium, URI service, int width, int height, ColorScheme scheme) {
        BrowserContext context = chromium.browser()
                .newContext(new Browser.NewContextOptions()
                        .setViewportSize(width, height)
                        .setColorScheme(scheme));
        Page page = context.newPage();
        OpenPage open = new OpenPage(context, page, "http://" + service.getAuthority(), new ArrayList<>());
        page.onPageError(open.complaints::add);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                open.complaints.add(message.text());
            }
        });
        page.onRequest(request -> {
            if (!request.url().startsWith(open.origin) && !request.url().startsWith("data:")) {
                open.complaints.add("it asked for " + request.url());
            }
        });
        return open;
    }

    /** Goes to a path. */
    OpenPage at(String path) {
        page.navigate(origin + path);
        return this;
    }

    /** What keeps people out, as axe sees it: serious and critical only. */
    List<String> barriers() {
        return new AxeBuilder(page)
                .analyze().getViolations().stream()
                        .filter(rule -> List.of("serious", "critical").contains(rule.getImpact()))
                        .map(OpenPage::told)
                        .toList();
    }

    private static String told(Rule rule) {
        return rule.getId() + ": "
                + rule.getNodes().stream().map(it -> it.getHtml()).toList();
    }

    /** Leaves out complaints with these words, of what was meant to go wrong. */
    OpenPage forgive(String words) {
        complaints.removeIf(it -> it.contains(words));
        return this;
    }

    /** Keeps how it looks, for people. */
    OpenPage picture(String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")));
        return this;
    }

    @Override
    public void close() {
        context.close();
        assertThat(complaints).as("what a page complained of").isEmpty();
    }
}
