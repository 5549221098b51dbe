package ai.hermes.sessions.lease;

import io.opentelemetry.context.Context;
import java.lang.StackWalker.StackFrame;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** Decides for which leases the stack of the borrower is kept: for a few, and for those who were late before. */
final class StackSampling {

    private static final int DEPTH = 24;
    private static final int MOST_OFFENDERS = 1000;
    /** The pool and the book themselves. */
    private static final List<String> OWN = List.of("io.agroal.", StackSampling.class.getPackageName() + ".");

    private final double ratio;
    private final Set<Offender> offenders = ConcurrentHashMap.newKeySet();

    StackSampling(double ratio) {
        this.ratio = ratio;
    }

    /** The stack of the calling thread, if it is wanted. */
    Optional<List<StackTraceElement>> sample(Purpose purpose, Context context) {
        boolean wanted = ThreadLocalRandom.current().nextDouble() < ratio
                || !offenders.isEmpty() && offenders.contains(new Offender(purpose, Route.of(context)));
        return wanted ? Optional.of(stack()) : Optional.empty();
    }

    void offence(Lease lease) {
        if (offenders.size() < MOST_OFFENDERS) {
            offenders.add(new Offender(lease.purpose(), lease.route()));
        }
    }

    private static List<StackTraceElement> stack() {
        return StackWalker.getInstance().walk(frames -> frames.dropWhile(StackSampling::isOwn)
                .limit(DEPTH)
                .map(StackFrame::toStackTraceElement)
                .toList());
    }

    private static boolean isOwn(StackFrame frame) {
        return OWN.stream().anyMatch(frame.getClassName()::startsWith);
    }

    private record Offender(Purpose purpose, Optional<String> route) {}
}
