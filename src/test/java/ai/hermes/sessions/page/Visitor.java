package ai.hermes.sessions.page;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Somebody with a browser, who notes what the page has to complain of: errors of scripts, whatever the console calls an
 * error, violations of the policy among it, requests that failed, and those that left the service.
 */
final class Visitor implements AutoCloseable {

    /** How the page looks, for people. */
    static final Path PICTURES = Path.of("target", "pictures");

    private static final String UNSEEN =
            "Object.defineProperty(document, 'hidden', {get: () => true, configurable: true});";

    private static final Pattern ORIGIN = Pattern.compile("https?://[^/]+/");

    private final BrowserContext context;
    private final Page page;
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final List<String> expected = new CopyOnWriteArrayList<>();

    private Visitor(BrowserContext context) {
        this.context = context;
        this.page = another();
    }

    static Visitor with(Chromium chromium, int width, int height, ColorScheme scheme) {
        return new Visitor(chromium.browser()
                .newContext(new Browser.NewContextOptions()
                        .setViewportSize(width, height)
                        .setColorScheme(scheme)
                        .setReducedMotion(ReducedMotion.REDUCE)));
    }

    static Visitor with(Chromium chromium) {
        return with(chromium, 1440, 900, ColorScheme.LIGHT);
    }

    Page page() {
        return page;
    }

    BrowserContext context() {
        return context;
    }

    /** A further tab. */
    Page another() {
        Page tab = context.newPage();
        tab.onPageError(complaints::add);
        tab.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text() + " at " + message.location());
            }
        });
        tab.onRequest(request -> {
            Matcher here = ORIGIN.matcher(tab.url());
            if (here.lookingAt() && !request.isNavigationRequest() && leaves(request.url(), here.group())) {
                complaints.add("It asked for " + request.url());
            }
        });
        tab.onRequestFailed(request -> {
            // A request that was overtaken, or whose page was left, is ended on purpose.
            if (!"net::ERR_ABORTED".equals(request.failure())) {
                complaints.add(request.failure() + " " + request.url());
            }
        });
        return tab;
    }

    private static boolean leaves(String address, String origin) {
        return address.startsWith("http") && !address.startsWith(origin);
    }

    /** Has the page think that nobody sees it from its next load on, until it is looked at. */
    void lookAwayFromTheStart() {
        page.addInitScript(UNSEEN);
    }

    /** Goes to another tab, as far as the page can tell. */
    void lookAway() {
        page.evaluate("() => {" + UNSEEN + "document.dispatchEvent(new Event('visibilitychange')); }");
    }

    /** Comes back from there. */
    void lookAtIt() {
        page.evaluate("() => { delete document.hidden; document.dispatchEvent(new Event('visibilitychange')); }");
    }

    /** What there was to complain of, but for what was expected. */
    List<String> complaints() {
        return complaints.stream()
                .filter(it -> expected.stream().noneMatch(it::contains))
                .toList();
    }

    /** Says that complaints with these words, whenever they come, are of what the test has go wrong. */
    void expect(String words) {
        expected.add(words);
    }

    /** What keeps people out who use the page otherwise than its makers. */
    List<String> barriers() {
        return new AxeBuilder(page)
                .analyze().getViolations().stream()
                        .filter(rule -> List.of("serious", "critical").contains(rule.getImpact()))
                        .map(Visitor::told)
                        .toList();
    }

    private static String told(Rule rule) {
        return rule.getId() + ": " + rule.getHelp() + " "
                + rule.getNodes().stream()
                        .map(it -> String.valueOf(it.getTarget()))
                        .toList();
    }

    void picture(String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")));
    }

    /** The row of the list with that title. */
    Locator row(String title) {
        return page.locator("session-list .row a").filter(new Locator.FilterOptions().setHasText(title));
    }

    @Override
    public void close() {
        context.close();
    }
}
