package ai.hermes.sessions.bench;

import static org.awaitility.Awaitility.await;

import ai.hermes.sessions.page.Chromium;
import ai.hermes.sessions.testing.AgentProcess;
import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The page over a store of as many sessions as any list has to bear: how soon it shows something, what it is like to
 * scroll through all of it, and how soon a conversation of 15,000 messages is there. Runs of schedules are listed as
 * well, so that there are as many rows as there can be.
 */
public final class PageBenchmark {

    private static final int TIMES = 11;
    private static final int OPENINGS = 7;
    private static final int CHANGES = 9;
    private static final int LONG = 15_000;
    private static final String LONG_ID = "bench-long";
    private static final String FILL = """
            INSERT INTO messages (session_id, role, content, timestamp)
            WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?)
            SELECT ?, iif(i % 2 = 0, 'user', 'assistant'),
              iif(i % 2 = 0, 'Question ' || i, '**Answer** ' || i || replace(hex(zeroblob(1 + i % 40)), '0', ' and so on')), ? + i
            FROM n
            """;

    /** Finds elements through shadow roots, counts them, and notes when something is seen first and what blocks. */
    private static final String TOOLS = """
            (() => {
              const deep = (root, selector) => {
                const found = root.querySelector(selector);
                if (found) return found;
                for (const each of root.querySelectorAll('*')) {
                  const inside = each.shadowRoot && deep(each.shadowRoot, selector);
                  if (inside) return inside;
                }
                return null;
              };
              const count = (root) => {
                let sum = 0;
                for (const each of root.querySelectorAll('*')) sum += 1 + (each.shadowRoot ? count(each.shadowRoot) : 0);
                return sum;
              };
              const frame = () => new Promise(requestAnimationFrame);
              const blocked = [];
              new PerformanceObserver((list) => list.getEntries().forEach((it) => blocked.push(it.duration)))
                .observe({type: 'longtask', buffered: true});
              const until = async (seen) => {
                while (!seen()) await frame();
                // What was found by one frame is painted with it; the next begins after that.
                await frame();
                return performance.now();
              };
              window.bench = {
                deep, blocked, until, frame,
                count: () => count(document),
                first: until(() => deep(document, '.line .row .title')),
                whole: until(() => deep(document, '.canvas[aria-busy="false"]')),
              };
            })()""";

    private static final String SCROLL = """
            async () => {
              const {deep, blocked, frame, count} = window.bench;
              const rows = deep(document, '.rows');
              blocked.length = 0;
              let most = 0;
              let frames = 0;
              let worst = 0;
              let last = performance.now();
              const began = last;
              for (;;) {
                const before = rows.scrollTop;
                rows.scrollTop += 3 * rows.clientHeight;
                if (rows.scrollTop === before) break;
                await frame();
                const now = performance.now();
                worst = Math.max(worst, now - last);
                last = now;
                if (++frames % 25 === 0) most = Math.max(most, count());
              }
              await new Promise((resolve) => setTimeout(resolve, 300));
              return {frames, most, worst, seconds: (performance.now() - began) / 1000, tasks: blocked.length, longest: Math.max(0, ...blocked)};
            }""";

    private static final String CHANGED = """
            async (id) => {
              const {deep, until} = window.bench;
              deep(document, '.rows').scrollTop = 0;
              await until(() => deep(document, '.line:not(.head) a')?.dataset.key === 'default/' + id);
              // Long tasks are told some time after they were.
              await new Promise((resolve) => setTimeout(resolve, 300));
            }""";

    private static final String OPEN = """
            async (path) => {
              const {deep, until} = window.bench;
              const began = performance.now();
              history.pushState(null, '', path);
              dispatchEvent(new PopStateEvent('popstate'));
              const shown = () => (deep(document, '.column > hermes-message:last-of-type')?.getBoundingClientRect().height ?? 0) > 0;
              return await until(() => shown() === (path !== '/')) - began;
            }""";

    private final BenchService service;
    private final Browser browser;
    private final Path stateDb;

    private PageBenchmark(BenchService service, Browser browser, Path stateDb) {
        this.service = service;
        this.browser = browser;
        this.stateDb = stateDb;
    }

    /** Measures and prints. */
    public static void main(String... arguments) throws SQLException, IOException {
        try (BenchHome home = BenchHome.of(StorePlan.LIGHT)) {
            addLongSession(home);
            try (BenchService service = BenchService.start(home);
                    Chromium chromium = Chromium.start("--enable-precise-memory-info", "--js-flags=--expose-gc")) {
                service.process()
                        .post(
                                "/api/settings",
                                "{\"show_cron_sessions\": true, \"show_webhook_sessions\": true,"
                                        + " \"show_kanban_sessions\": true, \"sidebar_density\": \"detailed\"}");
                new PageBenchmark(service, chromium.browser(), home.stateDb()).run();
            }
        }
        System.exit(0);
    }

    private static void addLongSession(BenchHome home) {
        try (AgentProcess agent = AgentProcess.start()) {
            agent.open(home.stateDb());
            if (agent.query("SELECT 1 FROM sessions WHERE id = ?", LONG_ID).isEmpty()) {
                double began = StoreGenerator.END.getEpochSecond();
                agent.session(LONG_ID, Map.of("title", "A long one", "started_at", began, "message_count", LONG));
                agent.run(FILL, LONG, LONG_ID, began);
            }
        }
    }

    private void run() {
        int rows = service.get("/api/sessions?limit=1").get("total").asInt();
        await().atMost(Duration.ofMinutes(1)).until(() -> service.get("/api/session/window?session_id=" + LONG_ID)
                .has("messages"));
        firstList(rows);
        try (BrowserContext context = context()) {
            Page page = opened(context, "/");
            page.evaluate("() => window.bench.whole");
            double idle = heap(page);
            scroll(page, rows);
            double scrolled = heap(page);
            change(page, rows);
            open(page);
            new BenchTable("when", "heap MB")
                    .row("the whole list is there", idle)
                    .row("after all of it was scrolled through", scrolled)
                    .row("with the conversation of 15,000 messages open", heap(page))
                    .print("JavaScript heap of the tab, after a collection");
        }
    }

    private void firstList(int rows) {
        List<Double> first = new ArrayList<>();
        List<Double> whole = new ArrayList<>();
        List<Double> again = new ArrayList<>();
        List<Double> longest = new ArrayList<>();
        for (int i = 0; i < TIMES; i++) {
            try (BrowserContext context = context()) {
                Page page = opened(context, "/");
                first.add(number(page.evaluate("() => window.bench.first")));
                whole.add(number(page.evaluate("() => window.bench.whole")));
                longest.add(number(page.evaluate("() => Math.max(0, ...window.bench.blocked)")));
                page.reload();
                again.add(number(page.evaluate("() => window.bench.first")));
            }
        }
        new BenchTable("rows", "what", "median ms", "worst ms")
                .row(rows, "first rows painted, nothing cached", median(first), Collections.max(first))
                .row(rows, "first rows painted, loaded again", median(again), Collections.max(again))
                .row(rows, "all rows in their order", median(whole), Collections.max(whole))
                .row(rows, "longest task of the first load", median(longest), Collections.max(longest))
                .print("From navigation to the list");
    }

    private static void scroll(Page page, int rows) {
        Map<?, ?> seen = (Map<?, ?>) page.evaluate(SCROLL);
        new BenchTable("rows", "frames", "seconds", "most elements", "tasks over 50 ms", "longest ms", "worst frame ms")
                .row(
                        rows,
                        seen.get("frames"),
                        number(seen.get("seconds")),
                        seen.get("most"),
                        seen.get("tasks"),
                        number(seen.get("longest")),
                        number(seen.get("worst")))
                .print("Scrolling through all rows, three screens a frame");
    }

    /** Tells of new messages in conversations from all over the list, which go to its top. */
    private void change(Page page, int rows) {
        List<Double> longest = new ArrayList<>();
        try (AgentProcess agent = AgentProcess.start()) {
            agent.open(stateDb);
            for (String id : fromAllOver(rows)) {
                page.evaluate("() => { window.bench.blocked.length = 0; }");
                agent.message(id, "assistant", "It goes on.", Map.of("timestamp", System.currentTimeMillis() / 1e3));
                page.evaluate(CHANGED, id);
                longest.add(number(page.evaluate("() => Math.max(0, ...window.bench.blocked)")));
            }
        }
        new BenchTable("rows", "changes", "longest task ms, median", "longest ms")
                .row(rows, longest.size(), median(longest), Collections.max(longest))
                .print("A conversation goes on while the page is open; 0 is less than 50");
    }

    private List<String> fromAllOver(int rows) {
        List<String> all = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode answer = service.get("/api/sessions?limit=5000" + cursor);
            answer.get("sessions").forEach(row -> all.add(row.get("session_id").asText()));
            cursor = answer.get("next_cursor").isNull()
                    ? ""
                    : "&cursor=" + answer.get("next_cursor").asText();
        } while (!cursor.isEmpty());
        return IntStream.range(0, CHANGES)
                .mapToObj(i -> all.get(rows / (2 * CHANGES) * (2 * i + 1)))
                .toList();
    }

    private void open(Page page) {
        List<Double> times = new ArrayList<>();
        for (int i = 0; i < OPENINGS; i++) {
            times.add(number(page.evaluate(OPEN, "/session/" + LONG_ID)));
            if (i < OPENINGS - 1) {
                page.evaluate(OPEN, "/");
            }
        }
        List<Double> direct = new ArrayList<>();
        for (int i = 0; i < OPENINGS; i++) {
            try (BrowserContext context = context()) {
                Page other = opened(context, "/session/" + LONG_ID);
                direct.add(number(other.evaluate(
                        "() => window.bench.until(() => window.bench.deep(document, '.column hermes-message'))")));
            }
        }
        new BenchTable("what", "median ms", "worst ms")
                .row("opened from the list, the first time", times.get(0), times.get(0))
                .row("opened from the list", median(times), Collections.max(times))
                .row("opened by its address, nothing cached", median(direct), Collections.max(direct))
                .print("To the end of a conversation of 15,000 messages");
    }

    private BrowserContext context() {
        BrowserContext context = browser.newContext(new Browser.NewContextOptions().setViewportSize(1440, 900));
        context.addInitScript(TOOLS);
        return context;
    }

    private Page opened(BrowserContext context, String path) {
        Page page = context.newPage();
        page.navigate(service.process().uri(path).toString());
        return page;
    }

    /** Of the whole tab, after a collection. */
    private static double heap(Page page) {
        return number(page.evaluate("() => { gc(); gc(); return performance.memory.usedJSHeapSize; }")) / 1e6;
    }

    private static double number(Object value) {
        return ((Number) value).doubleValue();
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
