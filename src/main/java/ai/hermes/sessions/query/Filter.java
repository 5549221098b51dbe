package ai.hermes.sessions.query;

import java.util.List;

/**
 * A condition such as {@code source:telegram} or {@code cost:>1}.
 *
 * @param name what it is about
 * @param comparison how the value is compared
 * @param values one of these; as many as there are, at least one
 * @param excluded whether what it holds for is left out
 */
public record Filter(Name name, Comparison comparison, List<String> values, boolean excluded) {

    public Filter {
        values = List.copyOf(values);
    }

    /** What a filter can be about. */
    public enum Name {
        SOURCE,
        PROFILE,
        PROJECT,
        TAG,
        TITLE,
        MODEL,
        WORKSPACE,
        BEFORE,
        AFTER,
        COST,
        MESSAGES,
        IS,
        TOOL,
        ROLE,
        HAS;

        /** Whether it is about single messages, not about conversations. */
        public boolean ofMessages() {
            return this == TOOL || this == ROLE || this == HAS;
        }

        boolean ofNumbers() {
            return this == COST || this == MESSAGES;
        }

        boolean ofTimes() {
            return this == BEFORE || this == AFTER;
        }
    }

    /** How a value is compared. */
    public enum Comparison {
        EQUAL(""),
        AT_LEAST(">="),
        AT_MOST("<="),
        MORE(">"),
        LESS("<");

        private final String sign;

        Comparison(String sign) {
            this.sign = sign;
        }

        String sign() {
            return sign;
        }

        /** Whether it holds between two numbers. */
        public boolean holds(double one, double other) {
            return switch (this) {
                case EQUAL -> one == other;
                case AT_LEAST -> one >= other;
                case AT_MOST -> one <= other;
                case MORE -> one > other;
                case LESS -> one < other;
            };
        }
    }
}
