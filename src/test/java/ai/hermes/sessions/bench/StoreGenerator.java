package ai.hermes.sessions.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Makes a home with a large store: the same one for the same seed. {@code BENCH_HOME} names its folder, the only place
 * that is written to; {@code BENCH_PLAN} is one of {@link StorePlan} in small letters, and {@code BENCH_SEED} a number.
 */
public final class StoreGenerator {

    /** So many sessions are open at a time. */
    private static final int OPEN = 12;

    private static final double CHAINS = 0.05;
    private static final int LONGEST_CHAIN = 30;
    /** When the last message was written. */
    static final Instant END = Instant.parse("2026-11-24T00:00:00Z");

    private static final Duration SPAN = Duration.ofDays(180);
    private static final String PROMPT_HASH = "made-up";
    private static final int KEPT_PROMPT = 20_000;
    private static final String[] MODELS = {"claude-sonnet-4-5", "gpt-5.1", "gemini-3-pro", "qwen3-coder", "kimi-k2"};

    private final StorePlan plan;
    private final Random random;
    private final StoreText text;
    private final StoreWriter store;
    private final List<MadeSession> open = new ArrayList<>();
    private final double step;
    private double now = END.minus(SPAN).getEpochSecond();
    private Optional<String> lastChat = Optional.empty();
    private int sessions;
    private long messages;
    private long allotted;

    private StoreGenerator(StorePlan plan, long seed, StoreWriter store) {
        this.plan = plan;
        this.random = new Random(seed);
        this.text = new StoreText(random, plan.weight());
        this.store = store;
        this.step = (double) SPAN.toSeconds() / plan.messages();
    }

    /** Makes it and tells how long that took. */
    public static void main(String... arguments) throws SQLException, IOException {
        StorePlan plan = StorePlan.named(System.getenv().getOrDefault("BENCH_PLAN", "small"));
        long seed = Long.parseLong(System.getenv().getOrDefault("BENCH_SEED", "1"));
        String home = Optional.ofNullable(System.getenv("BENCH_HOME"))
                .orElseThrow(() -> new IllegalArgumentException("BENCH_HOME has to name a folder"));
        Path file = Files.createDirectories(Path.of(home)).resolve("state.db");
        generate(plan, seed, file);
    }

    /** Makes a store in a place where none is. */
    static void generate(StorePlan plan, long seed, Path file) throws SQLException, IOException {
        if (Files.exists(file)) {
            throw new IllegalArgumentException(file + " is there already");
        }
        long began = System.nanoTime();
        try (StoreWriter store = new StoreWriter(file, plan.weight())) {
            StoreGenerator generator = new StoreGenerator(plan, seed, store);
            generator.run();
            System.out.printf(
                    "%d sessions and %d messages after %.0f s, indexes follow%n",
                    generator.sessions, generator.messages, (System.nanoTime() - began) / 1e9);
        }
        System.out.printf("%s: %.2f GB in %.0f s%n", file, Files.size(file) / 1e9, (System.nanoTime() - began) / 1e9);
    }

    private void run() throws SQLException {
        if (plan.weight().prompt() == 0) {
            store.prompt(PROMPT_HASH, "x".repeat(KEPT_PROMPT));
        }
        while (sessions < plan.sessions() || !open.isEmpty()) {
            while (open.size() < OPEN && sessions < plan.sessions()) {
                begin();
            }
            MadeSession one = open.get(random.nextInt(open.size()));
            say(one);
            if (one.complete()) {
                open.remove(one);
                end(one);
            }
        }
    }

    private void begin() {
        MadeSession.Kind kind = MadeSession.Kind.any(random);
        Optional<String> parent =
                kind == MadeSession.Kind.SUBAGENT || kind == MadeSession.Kind.TOOL ? lastChat : Optional.empty();
        boolean longest = sessions == plan.sessions() / 2;
        begin(
                longest ? MadeSession.Kind.CHAT : kind,
                longest ? Optional.empty() : parent,
                length(kind, longest),
                kind == MadeSession.Kind.CHAT && random.nextDouble() < CHAINS ? random.nextInt(LONGEST_CHAIN) : 0);
    }

    private void begin(MadeSession.Kind kind, Optional<String> parent, int length, int segmentsLeft) {
        MadeSession session = new MadeSession(sessions++, kind, parent, length, segmentsLeft, now, random);
        allotted += length;
        open.add(session);
        if (kind == MadeSession.Kind.CHAT) {
            lastChat = Optional.of(session.id());
        }
    }

    /** Such that all messages will have been written when all sessions have. */
    private int length(MadeSession.Kind kind, boolean longest) {
        if (longest) {
            return plan.longest();
        }
        double left = Math.max(2, plan.messages() - allotted - (sessions < plan.sessions() / 2 ? plan.longest() : 0));
        double mean = left / Math.max(1, plan.sessions() - sessions);
        double weighted = mean * kind.share() / 0.7 * 0.8 * Math.exp(0.6 * random.nextGaussian());
        return sessions == plan.sessions() - 1 ? (int) left : (int) Math.max(2, weighted);
    }

    private void say(MadeSession session) throws SQLException {
        now += step * (0.5 + random.nextDouble());
        MadeSession.Role role = session.next(now);
        long id = ++messages;
        boolean image = (role == MadeSession.Role.TOOL || role == MadeSession.Role.USER && random.nextInt(8) == 0)
                && random.nextDouble() < plan.weight().images() * 2;
        String content = image ? text.picture(random) : words(role);
        store.message(
                id,
                session.id(),
                role.wireName(),
                content,
                role == MadeSession.Role.TOOL ? "call_" + (id - 1) : null,
                role == MadeSession.Role.CALL ? call(id) : null,
                role == MadeSession.Role.TOOL ? "terminal" : null,
                now,
                finish(role),
                ("i" + id).getBytes(StandardCharsets.US_ASCII),
                id);
    }

    private String words(MadeSession.Role role) {
        return role == MadeSession.Role.TOOL
                ? text.output(random, plan.weight().tool())
                : text.said(random, plan.weight().text());
    }

    private String call(long id) {
        return "[{\"id\":\"call_%d\",\"type\":\"function\",\"function\":{\"name\":\"terminal\",\"arguments\":\"{\\\"command\\\":\\\"%s\\\"}\"}}]"
                .formatted(id, text.words(random, 30));
    }

    private static String finish(MadeSession.Role role) {
        return switch (role) {
            case CALL -> "tool_calls";
            case ANSWER -> "stop";
            default -> null;
        };
    }

    private void end(MadeSession session) throws SQLException {
        boolean compressed = session.segmentsLeft() > 0 && sessions < plan.sessions();
        boolean stays = !compressed && random.nextInt(5) == 0;
        store.session(
                session.id(),
                session.source(),
                session.source().equals("telegram") ? "telegram:dm:" + session.id() : null,
                MODELS[random.nextInt(MODELS.length)],
                config(session),
                plan.weight().prompt() > 0 ? text.prompt() : null,
                plan.weight().prompt() > 0 ? null : PROMPT_HASH,
                session.parent().orElse(null),
                session.startedAt(),
                stays ? null : session.lastAt(),
                compressed ? "compression" : stays ? null : "cli_close",
                session.written(),
                session.calls(),
                session.written() * 900L,
                session.written() * 120L,
                "/home/user/" + text.words(random, 8).strip().replace(' ', '-'),
                "openrouter",
                session.written() * 0.002,
                session.kind() == MadeSession.Kind.CRON || random.nextInt(4) == 0
                        ? null
                        : text.words(random, 30).strip() + " " + sessions,
                session.lastAt());
        if (compressed) {
            begin(MadeSession.Kind.CHAT, Optional.of(session.id()), session.written(), session.segmentsLeft() - 1);
        }
    }

    private static String config(MadeSession session) {
        return session.parent()
                .filter(parent -> session.kind() != MadeSession.Kind.CHAT)
                .map("{\"_delegate_from\":\"%s\"}"::formatted)
                .orElse("{}");
    }
}
