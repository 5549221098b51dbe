package ai.hermes.sessions.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.hermes.sessions.testing.TestHomeResource;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TestHomeResource.class)
class TranscriptViewTest extends InBrowser {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** As many messages as the longest known session has. */
    private static final int LONG = 15_000;

    private static final String FILL = """
            INSERT INTO messages (session_id, role, content, timestamp)
            WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?)
            SELECT ?, iif(i % 2 = 0, 'user', 'assistant'),
              iif(i % 2 = 0, 'Question ' || i, 'Answer ' || i || replace(hex(zeroblob(1 + i % 40)), '0', ' and so on')), ? + i
            FROM n
            """;
    private static final String DIFF = """
            --- a/reader.py
            +++ b/reader.py
            @@ -1,3 +1,3 @@
             def read(path):
            -    return open(path).read()
            +    with open(path) as file: return file.read()
            """;

    @BeforeEach
    void makeStore() {
        store();
    }

    @Test
    void aConversationOfAnyLengthOpensAtItsEndAndKeepsFewOfItInThePage() {
        // given
        fill("long", LONG);

        // when
        read("long");

        // then
        assertThat(message("Answer 14999")).isInViewport();
        assertThat(elements()).isLessThan(2_000);
    }

    @Test
    void whatComesAboveMovesNothingThatIsRead() {
        // given
        fill("long", LONG);
        read("long");
        assertThat(message("Answer 14999")).isInViewport();

        // when
        Object moved = page.locator(".scroller").evaluate("""
                async scroller => {
                  const messages = () => [...scroller.querySelectorAll('hermes-message')];
                  const frame = () => new Promise(requestAnimationFrame);
                  const first = messages()[0].id;
                  let worst = 0;
                  scroller.scrollTop = 900;
                  await frame();
                  const watched = messages().find(it => it.getBoundingClientRect().bottom > scroller.getBoundingClientRect().top + 10);
                  const at = watched.getBoundingClientRect().top;
                  for (let i = 0; i < 600 && messages()[0].id === first; i++) {
                    await frame();
                    worst = Math.max(worst, Math.abs(watched.getBoundingClientRect().top - at));
                  }
                  for (let i = 0; i < 10; i++) {
                    await frame();
                    worst = Math.max(worst, Math.abs(watched.getBoundingClientRect().top - at));
                  }
                  return messages()[0].id === first ? 'nothing came' : worst < 2 ? 'none' : 'by ' + worst;
                }""");

        // then
        assertThat(moved).isEqualTo("none");
    }

    @Test
    void howeverFarOneScrollsThePageStaysSmall() {
        // given
        fill("long", 800);
        read("long");
        assertThat(message("Answer 799")).isInViewport();

        // when
        Object most = page.locator(".scroller").evaluate("""
                async scroller => {
                  let most = 0;
                  for (let i = 0; i < 4000 && !scroller.querySelector('.begin'); i++) {
                    scroller.scrollTop -= 700;
                    await new Promise(requestAnimationFrame);
                    most = Math.max(most, scroller.querySelectorAll('hermes-message').length);
                  }
                  scroller.scrollTop = 0;
                  return most;
                }""");

        // then
        assertThat(message("Question 0")).isVisible();
        assertThat(((Number) most).intValue()).isLessThan(320);
    }

    @Test
    void theAddressOfAMessageOpensThereAndItCanBeGoneOnFromInBothDirections() {
        // given
        fill("long", LONG);
        long id = ((Number) agent.query("SELECT id FROM messages WHERE content LIKE 'Answer 7001 %'")
                        .get(0)
                        .get(0))
                .longValue();

        // when
        read("long", "?message=" + id);

        // then
        assertThat(message("Answer 7001 ")).isInViewport();
        assertThat(message("Answer 6999 ")).isAttached();
        assertThat(message("Answer 7003 ")).isAttached();
    }

    @Test
    void atItsEndItFollowsWhatTheAgentAddsAndElsewhereItStays() {
        // given
        fill("long", 300);
        read("long");
        assertThat(message("Answer 299")).isInViewport();

        // when
        agent.message("long", "assistant", "This was added.", Map.of("timestamp", BEGAN + 999));

        // then
        assertThat(message("This was added.")).isInViewport();

        // when
        page.locator(".scroller").evaluate("it => { it.scrollTop = 200; }");
        page.waitForFunction("() => document.querySelector('hermes-app') !== null");
        agent.message("long", "assistant", "And this.", Map.of("timestamp", BEGAN + 1_000));

        // then
        assertThat(page.locator(".to-end.fresh")).isVisible();
        assertThat(message("And this.")).not().isInViewport();
        page.locator(".to-end").click();
        assertThat(message("And this.")).isInViewport();
    }

    @Test
    void toolsUnfoldToWhatTheyWereGivenAndGaveBack() {
        // given
        session("tools");
        calls(
                "tools",
                "terminal",
                Map.of("command", "make test"),
                Map.of("output", "\u001b[31mFAILED\u001b[0m 1 of 3", "exit_code", 2));
        calls("tools", "patch", Map.of("path", "reader.py"), Map.of("success", true, "diff", DIFF));
        read("tools");

        // when
        tool("make test").locator("summary").click();
        tool("reader.py").locator("summary").click();

        // then
        assertThat(tool("make test").locator(".bad")).hasText("exit code 2");
        assertThat(tool("make test").locator(".terminal .f-1")).hasText("FAILED");
        assertThat(tool("make test").locator(".command")).hasText("make test");
        assertThat(tool("reader.py").locator(".line.removed")).hasText("    return open(path).read()");
        assertThat(tool("reader.py").locator(".line.added")).hasText("    with open(path) as file: return file.read()");
    }

    @Test
    void longOutputIsAskedForWhenItIsWanted() {
        // given
        session("tools");
        String output = "line of output\n".repeat(2_000) + "the very last line";
        calls("tools", "terminal", Map.of("command", "cat log"), Map.of("output", output, "exit_code", 0));
        read("tools");
        tool("cat log").locator("summary").click();
        assertThat(tool("cat log")).not().containsText("the very last line");

        // when
        tool("cat log").getByText("Show the whole output").click();

        // then
        assertThat(tool("cat log")).containsText("the very last line");
    }

    @Test
    void whatModelsWriteIsShownAsTheyMeantIt() {
        // given
        session("text");
        agent.message("text", "assistant", """
                ## Findings

                | a | b |
                |---|--:|
                | x | 1 |

                ```python
                def f(): return 1
                ```

                It costs $5, and $a_1 * b_2$ stays. See [there](https://example.org/x), not [here](src/a.py).
                """);

        // when
        read("text");

        // then
        assertThat(page.locator(".md h2")).hasText("Findings");
        assertThat(page.locator(".md td").last()).hasText("1");
        assertThat(page.locator(".md .hljs-keyword").first()).hasText("def");
        assertThat(page.locator(".md .formula")).hasText("$a_1 * b_2$");
        assertThat(page.locator(".md a")).hasCount(1);
        assertThat(page.locator(".md a")).hasAttribute("rel", "noopener noreferrer nofollow");
    }

    @Test
    void aTextIsFoundWhereverItIsInTheConversation() {
        // given
        fill("long", 3_000);
        read("long");
        assertThat(message("Answer 2999")).isInViewport();

        // when
        page.locator(".scroller").press("f");
        page.getByLabel("Find in this session").last().fill("question 1000");

        // then
        assertThat(message("Question 1000")).isInViewport();
        assertThat(page.locator("hermes-find .count")).hasText("1 of 1");
        page.keyboard().press("Escape");
        assertThat(page.locator("hermes-find")).hasCount(0);
    }

    @Test
    void whatWasFoundFurtherOnComesOnceHoweverOftenItIsAskedFor() {
        // given
        fill("long", 3_000);
        read("long");
        assertThat(message("Answer 2999")).isInViewport();
        page.locator(".scroller").press("f");
        page.getByLabel("Find in this session").last().fill("question");
        Locator count = page.locator("hermes-find .count");
        assertThat(count).hasText(Pattern.compile("1 of \\d+\\+"));
        int first = Integer.parseInt(count.textContent().trim().replaceAll(".* of |\\+", ""));
        page.keyboard().press("Shift+Enter");
        assertThat(count).hasText("%d of %d+".formatted(first, first));
        List<String> asked = new CopyOnWriteArrayList<>();
        page.onRequest(request -> {
            if (request.url().contains("/api/session/find")) {
                asked.add(request.url());
            }
        });
        Held further = hold(Pattern.compile(".*/api/session/find.*after=.*"));

        // when
        page.keyboard().press("Enter");
        page.waitForCondition(further::isHeld);
        page.keyboard().press("Enter");
        further.letGo();

        // then
        assertThat(count).hasText(Pattern.compile("%d of .*".formatted(first + 1)));
        assertThat(asked).hasSize(1);
    }

    @Test
    void earlierMessagesThatCouldNotBeReadCanBeAskedForAgain() {
        // given
        fill("long", 300);
        Pattern earlier = Pattern.compile(".*/api/session/window\\?.*before=.*");
        page.route(earlier, Route::abort);
        visitor.expect("net::ERR_FAILED");
        read("long");
        assertThat(message("Answer 299")).isInViewport();
        // Or what is asked for again with the next sign of life would come by itself.
        page.route(PULSE, unanswered -> {});

        // when
        page.locator(".scroller").evaluate("it => { it.scrollTop = 0; }");
        Locator edge = page.locator(".edge button");

        // then
        assertThat(edge).hasText("Earlier messages: try again");

        // when
        // Not by the pointer: what is scrolled for it has them asked for as well.
        page.unroute(earlier);
        edge.dispatchEvent("click");

        // then
        assertThat(message("Question 200")).isAttached();
        assertThat(edge).hasCount(0);
        page.unroute(PULSE);
    }

    @Test
    void aSubagentThatIsMadeMeanwhileComesIntoTheTree() {
        // given
        session("boss", "The boss", now() - 100);
        read("boss", "?panel=about");
        Locator tree = page.locator("hermes-panel .tree");
        assertThat(tree).containsText("The boss");

        // when
        agent.session(
                "helper",
                Map.of(
                        "title",
                        "The helper",
                        "started_at",
                        now() - 50,
                        "parent_session_id",
                        "boss",
                        "source",
                        "subagent"));
        agent.message("helper", "user", "Do it", Map.of("timestamp", now() - 40));
        agent.message("boss", "assistant", "It is being done.", Map.of("timestamp", now()));

        // then
        assertThat(tree).containsText("The helper");
    }

    /** What looks for formulas is asked at each bracket, and must not look through all the rest each time. */
    @ParameterizedTest
    @ValueSource(strings = {"Brackets ", "It costs $5. "})
    void aTextOfBracketsAloneIsShownSoon(String before) {
        // given
        session("text");
        agent.message("text", "assistant", before + "[".repeat(59_000) + " the end", Map.of("timestamp", now()));
        read("text");

        // when
        page.getByText("Show all of it").click();
        assertThat(message("the end")).isVisible();
        double longest = ((Number) page.evaluate("""
                        () => new Promise(resolve => {
                          setTimeout(() => resolve(0), 500);
                          new PerformanceObserver(list => resolve(Math.max(...list.getEntries().map(it => it.duration))))
                            .observe({type: 'longtask', buffered: true});
                        })""")).doubleValue();

        // then
        System.out.println("Longest task of showing brackets, in ms: " + longest);
        assertThat(longest).isLessThan(2_000);
    }

    @Test
    void turnsBesideItLeadToWhatWasSaid() {
        // given
        fill("long", 3_000);
        read("long", "?panel=turns");

        // when
        page.getByLabel("Filter turns").fill("question 42");
        page.locator("hermes-panel .turn").first().click();

        // then
        assertThat(message("Question 42").first()).isInViewport();
    }

    @Test
    void theCommandThatResumesItIsCopied() {
        // given
        session("20261124_101500_a1b2c3");
        agent.message("20261124_101500_a1b2c3", "user", "Hello");
        visitor.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
        read("20261124_101500_a1b2c3");
        assertThat(message("Hello")).isVisible();
        assertThat(page.locator(".gist")).containsText("1 message");

        // when
        page.locator(".scroller").press("y");

        // then
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(page.evaluate("() => navigator.clipboard.readText()"))
                        .isEqualTo("hermes --resume 20261124_101500_a1b2c3"));
    }

    @Test
    void nothingThatWasSaidRuns() throws JsonProcessingException {
        // given
        List<String> hostile = HostileTexts.all();
        page.addInitScript("window.alert = () => { window.ran = 'alert'; };");
        session("hostile");
        for (String text : hostile) {
            agent.message("hostile", "user", text);
            agent.message("hostile", "assistant", text, Map.of("reasoning", text));
        }
        for (int from = 0; from < hostile.size(); from += 50) {
            String all = String.join("\n", hostile.subList(from, Math.min(hostile.size(), from + 50)));
            calls("hostile", "terminal", Map.of("command", all), Map.of("output", all, "exit_code", 0));
            calls(
                    "hostile",
                    "write_file",
                    Map.of("path", all, "content", all),
                    Map.of("diff", DIFF + "+" + all.replace("\n", "\n+")));
            agent.message("hostile", "assistant", all);
        }
        agent.run("UPDATE sessions SET title = ? WHERE id = 'hostile'", String.join(" ", hostile.subList(0, 12)));

        // when
        read("hostile");
        assertThat(page.locator("hermes-message").first()).isVisible();
        Object seen = page.locator("hermes-transcript").evaluate("""
                async it => {
                  const scroller = it.renderRoot.querySelector('.scroller');
                  const bad = new Set();
                  const look = () => {
                    for (const each of it.renderRoot.querySelectorAll('.scroller *')) {
                      if (/^(script|iframe|object|embed|base|link|meta|form|style|video|audio)$/i.test(each.localName)) bad.add(each.localName);
                      for (const attribute of each.attributes) {
                        if (/^on/i.test(attribute.name) || attribute.name === 'srcdoc') bad.add(attribute.name);
                        if (/^(href|src|xlink:href|action|formaction)$/.test(attribute.name) && !/^(https?:|mailto:|data:image\\/(png|jpe?g|gif|webp|avif)|\\/|blob:)/i.test(attribute.value)) {
                          bad.add(attribute.name + '=' + attribute.value);
                        }
                        if (attribute.name === 'style' && !each.closest('pre')) bad.add('style on ' + each.outerHTML.slice(0, 80));
                      }
                    }
                  };
                  scroller.dispatchEvent(new KeyboardEvent('keydown', {key: 'o', bubbles: true, composed: true}));
                  for (let i = 0; i < 2000 && !scroller.querySelector('.begin'); i++) {
                    look();
                    scroller.scrollTop -= 600;
                    await new Promise(requestAnimationFrame);
                  }
                  look();
                  return [...bad];
                }""");

        // then
        assertThat(seen).isEqualTo(List.of());
        assertThat(page.evaluate("() => String(window.ran)")).isEqualTo("undefined");
        assertThat(page.locator(".begin")).isAttached();
    }

    @ParameterizedTest
    @CsvSource({
        "LIGHT, 1440, 900",
        "DARK, 1440, 900",
        "LIGHT, 820, 1100",
        "DARK, 820, 1100",
        "LIGHT, 390, 844",
        "DARK, 390, 844"
    })
    void nobodyIsKeptOut(ColorScheme scheme, int width, int height) {
        // given
        open(width, height, scheme);
        showcase();

        // when
        read("showcase", width > 1_000 ? "?panel=about" : "");
        assertThat(page.locator(".md table")).isVisible();
        assertThat(page.locator(".md .hljs-keyword").first()).isVisible();
        tool("cargo test").locator("summary").click();
        tool("reader.py").locator("summary").click();
        assertThat(tool("reader.py").locator(".diff")).isVisible();

        // then
        visitor.picture("transcript-%s-%d".formatted(scheme.name().toLowerCase(java.util.Locale.ROOT), width));
        assertThat(visitor.barriers()).isEmpty();
    }

    private void showcase() {
        agent.session(
                "showcase",
                Map.of(
                        "title",
                        "Why the list is slow with fifty tabs",
                        "started_at",
                        BEGAN,
                        "model",
                        "acme/model-1",
                        "input_tokens",
                        120_400,
                        "output_tokens",
                        18_220,
                        "cache_read_tokens",
                        903_311,
                        "estimated_cost_usd",
                        1.2345,
                        "cwd",
                        "/home/ada/work/webui"));
        agent.message(
                "showcase",
                "user",
                "Why does the list take so long when many tabs are open?\n```sh\nlsof -p 4242 | wc -l\n```",
                Map.of("timestamp", BEGAN));
        agent.message(
                "showcase",
                "assistant",
                "Let me look at the tests first.",
                Map.of("timestamp", BEGAN + 2, "reasoning", "The descriptors point at a leak in the reader."));
        calls(
                "showcase",
                "terminal",
                Map.of("command", "cargo test --workspace"),
                Map.of(
                        "output",
                        "\u001b[1mrunning 3 tests\u001b[0m\ntest store::closes ... \u001b[32mok\u001b[0m\ntest pool::bounded ... \u001b[31mFAILED\u001b[0m\n",
                        "exit_code",
                        101));
        calls("showcase", "patch", Map.of("path", "reader.py"), Map.of("success", true, "diff", DIFF));
        agent.message("showcase", "assistant", """
                ## What I found

                The **retry loop** never backs off: each poll opens a handle, see `reader.py:214`.

                | metric | before | after |
                |:--|--:|--:|
                | descriptors | 238 | 11 |
                | p99 | 1.8 s | 14 ms |

                ```python
                def read(self, sql: str, *args):
                    with self.pool.lease() as connection:  # bounded
                        return connection.execute(sql, args).fetchall()
                ```

                > It is fixed since the last commit.
                """, Map.of("timestamp", BEGAN + 90));
    }

    private void fill(String id, int messages) {
        session(id);
        agent.run(FILL, messages, id, BEGAN);
        agent.run("UPDATE sessions SET message_count = ? WHERE id = ?", messages, id);
    }

    private void session(String id) {
        agent.session(id, Map.of("title", "Session " + id, "started_at", BEGAN, "model", "acme/model-1"));
    }

    private void calls(String session, String tool, Map<String, ?> input, Map<String, ?> output) {
        try {
            String id = "call_" + System.nanoTime();
            Map<String, ?> function = Map.of("name", tool, "arguments", JSON.writeValueAsString(input));
            String call = JSON.writeValueAsString(List.of(Map.of("id", id, "type", "function", "function", function)));
            agent.message(session, "assistant", "", Map.of("tool_calls", call, "timestamp", BEGAN + 10));
            agent.message(
                    session,
                    "tool",
                    JSON.writeValueAsString(output),
                    Map.of("tool_call_id", id, "tool_name", tool, "timestamp", BEGAN + 13.5));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private void read(String id) {
        read(id, "");
    }

    /** Opens the transcript once the service has noticed what the agent wrote. */
    private void read(String id, String query) {
        int stored = ((Number) agent.query("SELECT count(*) FROM messages WHERE session_id = ?", id)
                        .get(0)
                        .get(0))
                .intValue();
        await().ignoreExceptions()
                .atMost(Duration.ofSeconds(30))
                .until(() -> get("/api/session?messages=0&session_id=" + id)
                                        .jsonPath()
                                        .getInt("session.message_count")
                                > 0
                        || stored == 0);
        page.navigate(url + "session/" + id + query);
    }

    private Locator tool(String about) {
        return page.locator("hermes-tool").filter(new Locator.FilterOptions().setHasText(about));
    }

    /** All elements in the transcript. */
    private int elements() {
        return ((Number) page.locator("hermes-transcript").evaluate("it => it.renderRoot.querySelectorAll('*').length"))
                .intValue();
    }
}
