package ai.hermes.sessions.lease;

import io.agroal.api.AgroalDataSourceListener;
import java.sql.Connection;
import java.time.Duration;
import org.jboss.logging.Logger;

/** What a pool tells of itself: how long connecting takes, who has to wait, and what its own leak detection finds. */
final class PoolListener implements AgroalDataSourceListener {

    private static final Logger LOG = Logger.getLogger(LeasedPool.class);

    private final String pool;
    private final PoolWaits waits;
    private final LeaseListener told;
    /** When the connecting that is under way began. The pool connects in one thread. */
    private long connecting;

    PoolListener(String pool, PoolWaits waits, LeaseListener told) {
        this.pool = pool;
        this.waits = waits;
        this.told = told;
    }

    @Override
    public void beforeConnectionCreation() {
        connecting = System.nanoTime();
    }

    @Override
    public void onConnectionCreation(Connection connection) {
        told.created(pool, Duration.ofNanos(System.nanoTime() - connecting));
    }

    @Override
    public void beforePoolBlock(long timeout) {
        waits.begin();
    }

    @Override
    public void onConnectionLeak(Connection connection, Thread thread) {
        boolean meant = connection instanceof LeasedConnection leased
                && leased.lease().filter(it -> it.purpose() == Purpose.WATCH).isPresent();
        if (!meant) {
            LOG.warnf("A connection of pool %s was not given back by thread %s", pool, thread.getName());
        }
    }

    @Override
    public void onWarning(String message) {
        LOG.warnf("Pool %s: %s", pool, message);
    }

    @Override
    public void onWarning(Throwable cause) {
        LOG.debugf(cause, "Pool %s", pool);
    }
}
