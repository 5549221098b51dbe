package ai.hermes.sessions.background;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Work that is done again and again, whatever became of it the last time. A scheduler never again runs what has once
 * thrown: deadlines, health and the watchdog would be gone for good after one error of a moment, such as a thread that
 * could not be made.
 */
public final class Repeated implements Runnable {

    private static final Logger LOG = Logger.getLogger(Repeated.class);

    private final String what;
    private final Runnable task;
    /** Of the one thread that runs it. */
    private boolean failing;

    private Repeated(String what, Runnable task) {
        this.what = what;
        this.task = task;
    }

    /**
     * Has it done from now on.
     *
     * @param what a sentence of the log that tells that it could not be done
     * @param first time until it is done for the first time
     * @param pause time between the end of one time and the beginning of the next
     * @return to be cancelled, unless the scheduler is shut down
     */
    public static Future<?> every(
            ScheduledExecutorService scheduler, String what, Duration first, Duration pause, Runnable task) {
        return scheduler.scheduleWithFixedDelay(of(what, task), first.toNanos(), pause.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** The same for who repeats it otherwise, always in one thread. */
    public static Runnable of(String what, Runnable task) {
        return new Repeated(what, task);
    }

    @Override
    public void run() {
        try {
            task.run();
            failing = false;
        } catch (RuntimeException | Error e) {
            tell(e);
        }
    }

    /** Once for a row of failures: some of these tasks are done forty times a second. */
    private void tell(Throwable e) {
        try {
            LOG.log(failing ? Logger.Level.DEBUG : Logger.Level.ERROR, what, e);
            failing = true;
        } catch (RuntimeException | Error unheard) {
            // What keeps the log from being written, such as a full heap, must not end the task either.
            failing = false;
        }
    }
}
