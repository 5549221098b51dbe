package ai.hermes.sessions.health;

import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * One check, when it is due, and what it came to. At most one look is in flight. Time is counted by a clock that nobody
 * sets, so that a jump of the wall clock makes no result old or young.
 */
final class Probe {

    private static final Logger LOG = Logger.getLogger(Probe.class);
    /** So many intervals may go by without a result before the last one is called stale. */
    private static final int STALE_INTERVALS = 3;

    private final Check check;
    private final LongSupplier nanoTime;
    private final Hysteresis hysteresis = new Hysteresis();
    private final long knownSince;
    private boolean inFlight;
    private boolean looked;
    private long began;
    private long ended;
    private Level level = Level.PASS;
    private Finding last = Finding.pass();

    Probe(Check check, LongSupplier nanoTime) {
        this.check = check;
        this.nanoTime = nanoTime;
        this.knownSince = nanoTime.getAsLong();
    }

    boolean vital() {
        return check.vital();
    }

    /** When the last look began, in the clock's nanoseconds; those that waited longest go first. */
    synchronized long waitingSince() {
        return looked ? began : knownSince;
    }

    synchronized boolean due() {
        return !inFlight
                && (!looked
                        || nanoTime.getAsLong() - began
                                >= check.pace().interval().toNanos());
    }

    /** Notes that a look was handed to a thread. */
    synchronized void begin() {
        inFlight = true;
    }

    /** Notes that none is under way any more: it is over, or no thread was free. */
    synchronized void end() {
        inFlight = false;
    }

    /** Looks. */
    void look() {
        long from = nanoTime.getAsLong();
        try {
            note(seen(), from);
        } finally {
            // Whatever it was that went wrong: else there would be no look any more.
            end();
        }
    }

    private Finding seen() {
        try {
            return check.look();
        } catch (RuntimeException | Error e) {
            LOG.debugf(e, "The health check %s failed", check.name());
            return Finding.fail(Problem.PROBE_FAILED, Map.of());
        }
    }

    private synchronized void note(Finding seen, long from) {
        Level before = level;
        level = hysteresis.settle(seen);
        last = seen;
        began = from;
        ended = nanoTime.getAsLong();
        looked = true;
        if (before == Level.FAIL && level != Level.FAIL) {
            LOG.infof("Health: %s is well again", check.name());
        } else if (before != level) {
            seen.problem()
                    .ifPresent(problem -> LOG.warnf(
                            "Health: %s is at %s (%s): %s %s",
                            check.name(), level.word(), problem.code(), problem.message(), problem.remedy()));
        }
    }

    synchronized CheckResult result() {
        Duration age = Duration.ofNanos(nanoTime.getAsLong() - (looked ? ended : knownSince));
        Duration took = Duration.ofNanos(ended - began);
        Duration limit = check.pace()
                .interval()
                .multipliedBy(STALE_INTERVALS)
                .plus(check.pace().deadline());
        if (age.compareTo(limit) > 0) {
            Finding stuck = Finding.certainFail(Problem.PROBE_STUCK);
            return new CheckResult(check.name(), Level.FAIL, stuck, age, took, looked);
        }
        return looked
                ? new CheckResult(check.name(), level, last, age, took, true)
                : CheckResult.pending(check.name(), age);
    }
}
