package ai.hermes.sessions.lease;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One borrowed connection: who has it, what for, since when, until when, and what it holds. It ends when the connection
 * is given back, or taken back by the book. Afterwards it tells what it was like at its end.
 */
public final class Lease {

    private enum Phase {
        HELD,
        ENDING,
        RECLAIMING,
        RETURNED,
        RECLAIMED
    }

    private final long id;
    private final PooledHandle handle;
    private final Terms terms;
    private final Context context;
    private final Thread holder;
    private final long since;
    private final Optional<List<StackTraceElement>> stack;

    private volatile Phase phase = Phase.HELD;
    private volatile boolean longHeld;
    private volatile boolean expired;
    private volatile boolean cancelled;
    private volatile long cancelledAt;
    /** Null before the first statement. */
    private volatile String sql;

    private List<Runnable> afterReclaim = List.of();
    private long end;
    private LeaseState lastState = LeaseState.IDLE;

    Lease(long id, PooledHandle handle, Terms terms, Context context, Optional<List<StackTraceElement>> stack) {
        this.id = id;
        this.handle = handle;
        this.terms = terms;
        this.context = context;
        this.holder = Thread.currentThread();
        this.since = System.nanoTime();
        this.stack = stack;
    }

    /** A number that no other lease of this process has. */
    public long id() {
        return id;
    }

    /** Name of the pool that the connection belongs to, such as {@code store.default}. */
    public String pool() {
        return handle.pool();
    }

    /** What the connection was borrowed for. */
    public Purpose purpose() {
        return terms.purpose;
    }

    /** Template of the HTTP route, such as {@code /api/sessions}; empty where it was borrowed for no request. */
    public Optional<String> route() {
        return Route.of(context);
    }

    /** The context in which it was borrowed. */
    public Context context() {
        return context;
    }

    /** The span in which it was borrowed; an invalid one where there was none. */
    public SpanContext spanContext() {
        return Span.fromContext(context).getSpanContext();
    }

    /** Name of the thread that borrowed it. */
    public String thread() {
        return holder.getName();
    }

    /** When it was borrowed. */
    public Instant since() {
        return Instant.now().minusNanos(System.nanoTime() - since);
    }

    /** How long it has been out, or was until its end. */
    public Duration age() {
        return Duration.ofNanos((ended() ? end : System.nanoTime()) - since);
    }

    /** The age from which it is long-held. */
    public Duration warnAfter() {
        return Duration.ofNanos(terms.warnNanos);
    }

    /** The age at which it is interrupted; empty where it may be held for ever. */
    public Optional<Duration> deadline() {
        return terms.purpose.hasDeadline() ? Optional.of(Duration.ofNanos(terms.allowedNanos)) : Optional.empty();
    }

    /** Summary of the last statement, such as {@code SELECT sessions}, without values; empty before the first. */
    public Optional<String> statement() {
        return Optional.ofNullable(sql).map(it -> StatementSummary.of(it).toString());
    }

    /** What the connection holds of the database now, or held when the lease was long-held or reclaimed. */
    public LeaseState state() {
        LeaseState now = handle.state();
        return ended() ? lastState : now;
    }

    /** The stack of the borrower, nearest call first; empty where it was not sampled. */
    public Optional<List<StackTraceElement>> stack() {
        return stack;
    }

    /** Whether its warning threshold passed while it was held. */
    public boolean longHeld() {
        return longHeld;
    }

    /** Whether its deadline passed while it was held, so that its work was interrupted. */
    public boolean expired() {
        return expired;
    }

    /** Whether its connection was taken back. */
    public boolean reclaimed() {
        return phase == Phase.RECLAIMED;
    }

    /** Whether its connection was taken back, or is being so. */
    boolean takenBack() {
        return phase == Phase.RECLAIMING || phase == Phase.RECLAIMED;
    }

    /** Whether the connection was given back or taken back. */
    public boolean ended() {
        return phase == Phase.RETURNED || phase == Phase.RECLAIMED;
    }

    /** From now on the holder only gives back, and is not interrupted while it does. */
    public synchronized void ending() {
        if (phase == Phase.HELD) {
            phase = Phase.ENDING;
        }
    }

    /** Adds what is to be done when it has been reclaimed; done at once if that is so already. */
    public synchronized void afterReclaim(Runnable action) {
        if (phase == Phase.RECLAIMED) {
            action.run();
        } else {
            afterReclaim =
                    Stream.concat(afterReclaim.stream(), Stream.of(action)).toList();
        }
    }

    PooledHandle handle() {
        return handle;
    }

    void ran(String statement) {
        sql = statement;
    }

    /** Whether the warning is due: at most once true. */
    boolean turnsLongHeld(long now) {
        if (longHeld || ended() || now - since < terms.warnNanos || terms.purpose == Purpose.WATCH) {
            return false;
        }
        longHeld = true;
        return true;
    }

    boolean overdue(long now, long graceNanos) {
        boolean called = cancelled && now - cancelledAt >= graceNanos;
        return called || terms.purpose.hasDeadline() && now - since - terms.allowedNanos >= graceNanos;
    }

    /**
     * Ends it before its time, because nobody waits for its work any more: what it runs is interrupted now, and
     * whatever it begins later as well.
     */
    public void cancel() {
        cancelledAt = System.nanoTime();
        cancelled = true;
        interrupt();
    }

    /**
     * Interrupts what the holder runs. Repeated as long as the lease is out, because a holder may begin another
     * statement after the interrupted one.
     *
     * @return whether it was the first time
     */
    synchronized boolean interrupt() {
        // Under the same lock as the end: a connection that went back to the pool may already serve somebody else.
        if (phase != Phase.HELD && phase != Phase.RECLAIMING) {
            return false;
        }
        boolean first = !expired;
        expired = true;
        handle.interrupt();
        return first;
    }

    /** The connection goes back. Answers false if it is taken back at this moment. */
    synchronized boolean giveBack() {
        if (phase != Phase.HELD && phase != Phase.ENDING) {
            return false;
        }
        freeze();
        phase = Phase.RETURNED;
        return true;
    }

    /** Whether it is to be reclaimed, by the caller, from now on; at most once true. */
    synchronized boolean beginReclaim() {
        if (phase != Phase.HELD && phase != Phase.ENDING) {
            return false;
        }
        if (!handle.condemn()) {
            return false;
        }
        lastState = handle.state();
        phase = Phase.RECLAIMING;
        return true;
    }

    /** It is reclaimed; answers what is to be done now. */
    synchronized List<Runnable> endReclaim() {
        end = System.nanoTime();
        phase = Phase.RECLAIMED;
        return afterReclaim;
    }

    private void freeze() {
        end = System.nanoTime();
        if (longHeld) {
            lastState = handle.state();
        }
    }

    /**
     * What a lease is given for.
     *
     * @param warnNanos age from which it is long-held
     * @param allowedNanos age at which it is interrupted
     */
    record Terms(Purpose purpose, long warnNanos, long allowedNanos) {}
}
