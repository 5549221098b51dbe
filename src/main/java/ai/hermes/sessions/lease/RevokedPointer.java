package ai.hermes.sessions.lease;

import java.sql.SQLException;
import org.sqlite.core.DB;
import org.sqlite.core.SafeStmtPtr;

/** Stands in a statement for what was freed under it, and says why. */
final class RevokedPointer extends SafeStmtPtr {

    private final Lease lease;

    RevokedPointer(DB database, Lease lease) {
        super(database, 0);
        this.lease = lease;
    }

    @Override
    public boolean isClosed() {
        return true;
    }

    @Override
    public int close() {
        return 0;
    }

    @Override
    public <E extends Throwable> int safeRunInt(SafePtrIntFunction<E> run) throws SQLException {
        throw new LeaseReclaimedException(lease);
    }

    @Override
    public <E extends Throwable> long safeRunLong(SafePtrLongFunction<E> run) throws SQLException {
        throw new LeaseReclaimedException(lease);
    }

    @Override
    public <E extends Throwable> double safeRunDouble(SafePtrDoubleFunction<E> run) throws SQLException {
        throw new LeaseReclaimedException(lease);
    }

    @Override
    public <T, E extends Throwable> T safeRun(SafePtrFunction<T, E> run) throws SQLException {
        throw new LeaseReclaimedException(lease);
    }

    @Override
    public <E extends Throwable> void safeRunConsume(SafePtrConsumer<E> run) throws SQLException {
        throw new LeaseReclaimedException(lease);
    }
}
