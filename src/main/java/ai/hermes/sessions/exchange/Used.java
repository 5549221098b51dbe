package ai.hermes.sessions.exchange;

import ai.hermes.sessions.conversation.SessionRow;
import java.util.Collection;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * What a session used, as the agent keeps it.
 *
 * @param row the session as the list has it
 * @param reasoning tokens that were thought
 * @param estimated the agent's estimate in US dollars
 * @param actual what was billed in US dollars
 * @param status how the agent knows; empty where it does not say
 * @param other a price of which it is not known which of both it is
 */
record Used(
        SessionRow row,
        long reasoning,
        OptionalDouble estimated,
        OptionalDouble actual,
        String status,
        OptionalDouble other) {

    /** Of a session that is in no store. */
    static Used outside(SessionRow row) {
        return new Used(row, 0, OptionalDouble.empty(), OptionalDouble.empty(), "", row.cost());
    }

    /** Of a session of which no more can be read than the list has. */
    static Used unread(SessionRow row) {
        return new Used(row, 0, OptionalDouble.empty(), OptionalDouble.empty(), "", OptionalDouble.empty());
    }

    /** Of several together. */
    static long sum(Collection<Used> all, ToLongFunction<SessionRow> what) {
        return all.stream().map(Used::row).mapToLong(what).sum();
    }

    /** A price of several together; empty where one of them has another one only, for kinds are not added up. */
    static OptionalDouble price(Collection<Used> all, Function<Used, OptionalDouble> kind) {
        boolean mixed =
                all.stream().anyMatch(it -> it.priced() && kind.apply(it).isEmpty());
        boolean none = all.stream().noneMatch(Used::priced);
        return mixed || none
                ? OptionalDouble.empty()
                : OptionalDouble.of(
                        all.stream().map(kind).mapToDouble(it -> it.orElse(0)).sum());
    }

    private boolean priced() {
        return estimated.isPresent() || actual.isPresent() || other.isPresent();
    }
}
