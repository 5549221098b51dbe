package ai.hermes.sessions.lease;

import java.util.Locale;

/** Whether a transaction is open that has touched the database, told from the statements that ran. */
final class TransactionState {

    private volatile boolean begun;
    private volatile boolean touched;
    private String outermost = "";

    boolean open() {
        return touched;
    }

    void ended() {
        if (begun || touched) {
            begun = false;
            touched = false;
        }
    }

    void runs(String sql, boolean autoCommit) {
        // Before it has run: from its first step on it holds what it will hold.
        if (!touched && (begun || !autoCommit) && Verb.of(sql) == Verb.OTHER) {
            touched = true;
        }
    }

    void ran(String sql) {
        switch (Verb.of(sql)) {
            case BEGIN -> {
                begun = true;
                touched = !sql.strip().toUpperCase(Locale.ROOT).matches("BEGIN(\\s+DEFERRED)?(\\s+TRANSACTION)?\\s*;?");
            }
            case SAVEPOINT -> {
                if (!begun) {
                    begun = true;
                    outermost = nameIn(sql);
                }
            }
            case RELEASE -> {
                if (nameIn(sql).equals(outermost)) {
                    outermost = "";
                    ended();
                }
            }
            case END -> ended();
            case OTHER -> {}
        }
    }

    private static String nameIn(String sql) {
        return sql.strip()
                .replaceAll("(?i)^(RELEASE\\s+)?(SAVEPOINT\\s+)?|^RELEASE\\s+|;$", "")
                .toLowerCase(Locale.ROOT);
    }

    /** What a statement does to transactions. */
    private enum Verb {
        BEGIN,
        END,
        SAVEPOINT,
        RELEASE,
        OTHER;

        static Verb of(String sql) {
            int at = 0;
            while (at < sql.length() && sql.charAt(at) <= ' ') {
                at++;
            }
            // Most statements are told apart by their first letter.
            char first = at < sql.length() ? sql.charAt(at) : ' ';
            return switch (first) {
                case 'B', 'b' -> starts(sql, at, "BEGIN") ? BEGIN : OTHER;
                case 'C', 'c' -> starts(sql, at, "COMMIT") ? END : OTHER;
                case 'E', 'e' -> starts(sql, at, "END") ? END : OTHER;
                case 'R', 'r' -> ofR(sql, at);
                case 'S', 's' -> starts(sql, at, "SAVEPOINT") ? SAVEPOINT : OTHER;
                default -> OTHER;
            };
        }

        private static Verb ofR(String sql, int at) {
            if (starts(sql, at, "ROLLBACK")) {
                return sql.toUpperCase(Locale.ROOT).matches("(?s)\\s*ROLLBACK(\\s+TRANSACTION)?\\s+TO\\s.*")
                        ? OTHER
                        : END;
            }
            return starts(sql, at, "RELEASE") ? RELEASE : OTHER;
        }

        private static boolean starts(String sql, int at, String word) {
            return sql.regionMatches(true, at, word, 0, word.length());
        }
    }
}
