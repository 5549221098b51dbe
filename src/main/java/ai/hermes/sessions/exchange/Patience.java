package ai.hermes.sessions.exchange;

import ai.hermes.sessions.store.StoreFault;
import ai.hermes.sessions.store.StoreFaultException;
import ai.hermes.sessions.transcript.CarefulReading;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * How long one export waits for what passes, since whoever looks at conversations goes first; and what it goes on
 * without. A store that nothing can be read from at all ends it: waiting for each of its conversations takes days.
 */
final class Patience implements CarefulReading.Patience {

    private static final int ATTEMPTS = 60;
    /** Each of these takes as long as a read may. */
    private static final int SLOW_ATTEMPTS = 3;

    private static final int SLOW_IN_A_ROW = 5;
    private static final long PAUSE_NANOS = 500_000_000;

    private int slow;

    @Override
    public <T> T with(Supplier<T> read) {
        for (int attempt = 1; ; attempt++) {
            try {
                T found = read.get();
                slow = 0;
                return found;
            } catch (StoreFaultException e) {
                boolean timedOut = e.fault() == StoreFault.TIMED_OUT;
                if (!e.fault().passing()
                        || attempt == (timedOut ? SLOW_ATTEMPTS : ATTEMPTS)
                        || Thread.currentThread().isInterrupted()) {
                    slow += timedOut ? 1 : 0;
                    throw e;
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    @Override
    public boolean goesOnWithout(RuntimeException failure) {
        if (Thread.currentThread().isInterrupted()
                || failure instanceof ExchangeException
                || failure instanceof CancellationException) {
            return false;
        }
        return !(failure instanceof StoreFaultException it)
                || !it.fault().passing()
                || it.fault() == StoreFault.TIMED_OUT && slow < SLOW_IN_A_ROW;
    }
}
