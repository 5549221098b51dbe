package ai.hermes.sessions.bench;

import java.util.Locale;
import java.util.Optional;
import java.util.Random;

/** A session that is being made: its messages are written between those of others, as it is in life. */
final class MadeSession {

    /** Where sessions come from. */
    enum Kind {
        CRON(4, 0.3),
        SUBAGENT(6, 0.6),
        TOOL(6, 0.3),
        CHAT(8, 1.8);

        private final int cycle;
        private final double share;

        Kind(int cycle, double share) {
            this.cycle = cycle;
            this.share = share;
        }

        /** How many messages it has, next to others. */
        double share() {
            return share;
        }

        static Kind any(Random random) {
            double chance = random.nextDouble();
            if (chance < 0.6) {
                return CRON;
            } else if (chance < 0.7) {
                return SUBAGENT;
            } else {
                return chance < 0.75 ? TOOL : CHAT;
            }
        }
    }

    /** Whose message is next. */
    enum Role {
        USER,
        CALL,
        TOOL,
        ANSWER;

        String wireName() {
            return this == CALL || this == ANSWER ? "assistant" : name().toLowerCase(Locale.ROOT);
        }
    }

    private static final String[] CHATS = {"cli", "cli", "telegram", "discord", "tui", "webui", "api_server"};
    private static final int JOBS = 300;

    private final String id;
    private final Kind kind;
    private final String source;
    private final Optional<String> parent;
    private final double startedAt;
    private final int messages;
    private final int segmentsLeft;
    private int written;
    private int calls;
    private double lastAt;

    /**
     * @param number counts the sessions
     * @param parent whom it goes on from or works for
     * @param segmentsLeft how many more sessions carry it on
     */
    MadeSession(
            int number,
            Kind kind,
            Optional<String> parent,
            int messages,
            int segmentsLeft,
            double startedAt,
            Random random) {
        this.segmentsLeft = segmentsLeft;
        this.kind = kind;
        this.parent = parent;
        this.messages = messages;
        this.startedAt = startedAt;
        this.lastAt = startedAt;
        this.id = (kind == Kind.CRON ? "cron_job%03d_".formatted(random.nextInt(JOBS)) : "")
                + "%d_%06x".formatted((long) startedAt, number);
        this.source = kind == Kind.CHAT
                ? CHATS[random.nextInt(CHATS.length)]
                : kind.name().toLowerCase(Locale.ROOT);
    }

    /** Whose message is next; the time at which it is written. */
    Role next(double at) {
        int place = written++ % kind.cycle;
        lastAt = at;
        if (place == 0) {
            return Role.USER;
        } else if (place == kind.cycle - 1) {
            return Role.ANSWER;
        } else if (place % 2 == 1) {
            calls++;
            return Role.CALL;
        }
        return Role.TOOL;
    }

    boolean complete() {
        return written >= messages;
    }

    String id() {
        return id;
    }

    Kind kind() {
        return kind;
    }

    String source() {
        return source;
    }

    Optional<String> parent() {
        return parent;
    }

    double startedAt() {
        return startedAt;
    }

    double lastAt() {
        return lastAt;
    }

    int segmentsLeft() {
        return segmentsLeft;
    }

    int written() {
        return written;
    }

    int calls() {
        return calls;
    }
}
