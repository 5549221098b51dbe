package ai.hermes.sessions.search;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.hermes.sessions.conversation.ConversationList;
import ai.hermes.sessions.query.QueryException;
import ai.hermes.sessions.query.SearchText;
import ai.hermes.sessions.query.Term;
import ai.hermes.sessions.store.AgentStores;
import ai.hermes.sessions.store.Cancellation;
import ai.hermes.sessions.store.Profile;
import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.TestHome;
import ai.hermes.sessions.testing.TestHomeResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Random searches over stores of each layout, held against what the messages themselves say. */
@QuarkusTest
@WithTestResource(TestHomeResource.class)
class EveryLayoutTest {

    private static final int QUERIES = 2_000;
    private static final int MESSAGES = 160;
    private static final int SESSIONS = 20;

    private static final List<String> SOURCES = List.of("cli", "telegram", "cron", "subagent", "cli", "discord");

    private static final List<String> VOCABULARY = List.of(
            "deploy",
            "Deployment",
            "retry",
            "café",
            "CAFÉ",
            "Größe",
            "naïve",
            "error",
            "lentils",
            "go",
            "a",
            "日本語",
            "検索エンジン",
            "検索",
            "データベース",
            "검색",
            "中",
            "src/main/App.java",
            "foo_bar.baz",
            "std::vector<int>",
            "localhost:8787",
            "--force",
            "😀😁",
            "x=1;",
            "100%",
            "it's",
            "C:\\temp",
            "kube-system",
            "AND",
            "NOT",
            "v1.2.3",
            "\"quoted\"",
            "(brackets)",
            "snake_case_name");

    private static final List<String> HOSTILE = List.of(
            "\"",
            "'",
            "*",
            "^",
            "content:",
            "NEAR(a b)",
            "AND",
            "OR",
            "NOT",
            "(",
            ")",
            "{",
            "}",
            ";DROP TABLE messages;",
            "--",
            "\0",
            "%",
            "_",
            "\\",
            "\"\"",
            "-",
            "+",
            "~",
            "col : x",
            "\ud83d",
            "source:",
            "is:nothing",
            "cost:>x",
            "messages_fts",
            "rank",
            "1=1",
            "\u202e",
            "-\"",
            "**",
            "?",
            "$1",
            "`",
            "[x]");

    @Inject
    Searches searches;

    @Inject
    AgentStores stores;

    @Inject
    ConversationList conversations;

    TestHome home;

    private AgentProcess agent;

    @BeforeEach
    void start() {
        home.clear();
        agent = AgentProcess.start();
    }

    @AfterEach
    void end() {
        agent.close();
        home.clear();
    }

    @ParameterizedTest
    @EnumSource
    void whatIsFoundIsWhatIsThereAsFarAsItIsSaidToBeSearched(Stored.Layout layout) {
        // given
        Random random = new Random(20_261_124);
        Profile profile = new Profile("layout-" + layout.name().toLowerCase(Locale.ROOT));
        List<Stored> messages = write(layout, profile, random);
        Map<Way, Integer> ways = new HashMap<>();
        int nonsense = 0;
        int found = 0;

        for (int i = 0; i < QUERIES; i++) {
            String query = query(messages, random);
            SearchText text;
            try {
                text = SearchText.parse(query);
            } catch (QueryException e) {
                assertThat(e.position()).isBetween(0, query.length());
                nonsense++;
                text = SearchText.plain(query);
            }
            if (text.wanted().isEmpty()) {
                continue;
            }
            boolean scan = i % 8 == 0;

            // when
            Set<Way> used = new HashSet<>();
            Set<String> told = new TreeSet<>();
            Set<Long> hits = hits(text, profile, scan, used, told);

            // then
            if (text.wanted().stream().noneMatch(Term::isOfCharacters)) {
                // Of words it is told where the index of words has none of them; that is no matter of the layout.
                told.remove("too_short");
            }
            // No conversation comes from where these say: no message is searched, and nothing is to be told.
            Set<String> expected = text.ofConversations().isEmpty() ? expectedNotes(layout, text, used) : Set.of();
            assertThat(told).as("told of %s by %s", query, used).isEqualTo(expected);
            assertThat(hits).as("%s by %s", query, used).isEqualTo(expected(messages, layout, text, used));
            used.forEach(way -> ways.merge(way, 1, Integer::sum));
            found += hits.size();
        }
        assertThat(ways.getOrDefault(Way.WORDS, 0)).isGreaterThan(QUERIES / 4);
        assertThat(ways.getOrDefault(Way.SCAN, 0)).isGreaterThan(QUERIES / 16);
        assertThat(ways.getOrDefault(Way.PARTS, 0)).isGreaterThan(layout == Stored.Layout.OLD ? -1 : QUERIES / 4);
        assertThat(found).isGreaterThan(QUERIES);
        assertThat(nonsense).isBetween(QUERIES / 50, QUERIES / 2);
    }

    /** The messages of all pages, each of which must come once. */
    private Set<Long> hits(SearchText text, Profile profile, boolean scan, Set<Way> used, Set<String> told) {
        Set<Long> hits = new TreeSet<>();
        Optional<SearchCursor> cursor = Optional.empty();
        do {
            SearchRequest request = new SearchRequest(text, List.of(profile), 7, MESSAGES, scan, false, true, cursor);
            SearchAnswer answer = searches.search(request, new Cancellation());
            answer.searched().forEach(it -> used.add(it.by()));
            answer.notSearched().stream()
                    .map(Note::code)
                    .filter(it -> answer.nextCursor().isEmpty() || !it.equals("scan_unfinished"))
                    .forEach(told::add);
            for (ConversationHit conversation : answer.results()) {
                for (MessageHit hit : conversation.hits()) {
                    assertThat(hits.add(hit.messageId()))
                            .as("message %d comes twice for %s", hit.messageId(), text.text())
                            .isTrue();
                    marksLieInTheText(hit.snippet());
                }
            }
            cursor = answer.nextCursor().map(it -> SearchCursor.decode(it, request.identity()));
        } while (cursor.isPresent());
        return hits;
    }

    private static void marksLieInTheText(Snippet snippet) {
        int last = 0;
        for (List<Integer> mark : snippet.marks()) {
            assertThat(mark.get(0)).isGreaterThanOrEqualTo(last);
            assertThat(mark.get(1))
                    .isGreaterThan(mark.get(0))
                    .isLessThanOrEqualTo(snippet.text().length());
            last = mark.get(1);
        }
    }

    private static Set<Long> expected(List<Stored> messages, Stored.Layout layout, SearchText text, Set<Way> used) {
        List<Stored.Asked> wanted = asked(text.wanted());
        List<Stored.Asked> unwanted = asked(text.unwanted());
        return messages.stream()
                .filter(it -> used.contains(Way.WORDS) && it.foundByWords(layout, wanted, unwanted)
                        || used.contains(Way.PARTS) && it.foundByParts(layout, wanted, unwanted)
                        || used.contains(Way.SCAN) && it.foundByScan(wanted, unwanted))
                .map(Stored::id)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What an agent of that age leaves out of the indexes that were asked, and so has to be told. */
    private static Set<String> expectedNotes(Stored.Layout layout, SearchText text, Set<Way> used) {
        boolean characters = text.wanted().stream().anyMatch(Term::isOfCharacters);
        boolean old = layout == Stored.Layout.OLD;
        Set<String> notes = new TreeSet<>();
        if (characters) {
            notes.add("tokenizer_table");
        }
        if (used.contains(Way.WORDS)) {
            switch (layout) {
                case OLD -> notes.add("tool_calls_not_indexed");
                case THIRD -> notes.add("tool_output_cut");
                default -> {}
            }
        }
        if (used.contains(Way.PARTS)) {
            notes.add("parts_without_pictures");
            switch (layout) {
                case FIRST -> notes.add("parts_without_tool_output");
                case SECOND, THIRD ->
                    notes.addAll(Set.of(
                            "parts_without_tool_output", "parts_without_tool_calls", "parts_without_automation"));
                default -> {}
            }
        } else if (old && characters) {
            notes.add("parts_missing");
        } else if (characters) {
            notes.add("too_short");
        }
        return notes;
    }

    private static List<Stored.Asked> asked(List<Term> terms) {
        return terms.stream()
                .map(it -> new Stored.Asked(it.text(), it.kind() == Term.Kind.PREFIX, it.kind() == Term.Kind.PART))
                .toList();
    }

    private static String query(List<Stored> messages, Random random) {
        return IntStream.rangeClosed(0, random.nextInt(3))
                .mapToObj(i -> part(messages, random))
                .collect(Collectors.joining(" "));
    }

    private static String part(List<Stored> messages, Random random) {
        String word = any(VOCABULARY, random);
        String decoded = any(messages, random).decoded();
        int from = random.nextInt(Math.max(1, Math.min(200, decoded.length())));
        String piece = decoded.substring(from, Math.min(decoded.length(), from + 1 + random.nextInt(12)));
        return switch (random.nextInt(10)) {
            case 0, 1, 2 -> word;
            case 3 -> '"' + piece.replace("\"", "") + '"';
            case 4 -> word.substring(0, 1 + random.nextInt(word.length())) + "*";
            case 5 -> "*" + piece.replace(" ", "") + "*";
            case 6 -> "-" + word;
            case 7 -> any(HOSTILE, random);
            case 8 -> piece;
            default -> any(HOSTILE, random) + word + any(HOSTILE, random);
        };
    }

    private static <T> T any(List<T> values, Random random) {
        return values.get(random.nextInt(values.size()));
    }

    private List<Stored> write(Stored.Layout layout, Profile profile, Random random) {
        agent.create(home.stateDb(profile.name()), layout.version);
        agent.addTableWithAbsentTokenizer();
        agent.run("BEGIN");
        for (int i = 0; i < SESSIONS; i++) {
            agent.session(
                    "s" + i, Map.of("source", SOURCES.get(i % SOURCES.size()), "started_at", 1_760_000_000.0 + i));
        }
        List<Stored> messages = new ArrayList<>();
        for (int i = 0; i < MESSAGES; i++) {
            messages.add(message(i, layout, random));
        }
        agent.run("COMMIT");
        await().atMost(60, SECONDS).until(() -> stores.of(profile)
                .flatMap(conversations::lastGood)
                .filter(it -> it.complete() && it.conversations().size() == SESSIONS)
                .isPresent());
        return messages;
    }

    private Stored message(int number, Stored.Layout layout, Random random) {
        String session = "s" + random.nextInt(SESSIONS);
        int source = Integer.parseInt(session.substring(1)) % SOURCES.size();
        String text = IntStream.range(0, 3 + random.nextInt(8))
                .mapToObj(i -> any(VOCABULARY, random))
                .collect(Collectors.joining(random.nextInt(4) == 0 ? "" : " "));
        String role = any(List.of("user", "assistant", "tool"), random);
        boolean pictures = role.equals("user") && random.nextInt(4) == 0;
        String content = pictures
                ? "\0json:[{\"type\":\"text\",\"text\":" + json(text)
                        + "},{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,deploy0retry\"}}]"
                : role.equals("tool") && random.nextInt(6) == 0 ? text + " ".repeat(8_192) + "lentils beyond" : text;
        String toolName = role.equals("tool") ? any(List.of("terminal", "read_file"), random) : "";
        String argument = any(VOCABULARY, random);
        String calls = role.equals("assistant") && random.nextInt(2) == 0
                ? "[{\"id\":\"c1\",\"type\":\"function\",\"function\":{\"name\":\"terminal\",\"arguments\":"
                        + json("{\"command\":" + json(argument) + "}") + "}}]"
                : "";
        boolean undone = layout.version >= 17 && random.nextInt(12) == 0;
        boolean summarised = undone && random.nextBoolean();
        boolean hidden = layout.version >= 25 && random.nextInt(15) == 0;
        Map<String, Object> columns = new HashMap<>(Map.of("timestamp", 1_760_000_000.0 + number));
        if (!toolName.isEmpty()) {
            columns.put("tool_name", toolName);
        }
        if (!calls.isEmpty()) {
            columns.put("tool_calls", calls);
        }
        columns.put("active", undone ? 0 : 1);
        columns.put("compacted", summarised ? 1 : 0);
        if (hidden) {
            columns.put("display_kind", "hidden");
        }
        long id = agent.message(session, role, content, columns);
        return new Stored(
                id,
                session,
                role,
                content,
                pictures ? text : content,
                toolName,
                calls,
                calls.isEmpty() ? "" : "terminal\n" + argument,
                Set.of("cron", "subagent").contains(SOURCES.get(source)),
                (!undone || summarised) && !hidden);
    }

    private static String json(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
