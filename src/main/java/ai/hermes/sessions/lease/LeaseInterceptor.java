package ai.hermes.sessions.lease;

import io.agroal.api.AgroalPoolInterceptor;
import io.agroal.pool.wrapper.ConnectionWrapper;
import java.sql.Connection;

/** Opens a lease whenever the pool hands a connection out, and closes it when the connection comes back. */
final class LeaseInterceptor implements AgroalPoolInterceptor {

    private final LeasedPool pool;
    private final LeaseBook book;

    LeaseInterceptor(LeasedPool pool, LeaseBook book) {
        this.pool = pool;
        this.book = book;
    }

    @Override
    public void onConnectionCreate(Connection connection) {
        pool.opened(new PooledHandle(pool, ((ConnectionWrapper) connection).getHandler()));
    }

    @Override
    public void onConnectionAcquire(Connection connection) {
        pool.waits().got();
        book.open(raw(connection).handle(), pool.terms());
    }

    @Override
    public void onConnectionReturn(Connection connection) {
        raw(connection).lastLease().ifPresent(book::giveBack);
    }

    private static LeasedConnection raw(Connection connection) {
        return (LeasedConnection) ((ConnectionWrapper) connection).getHandler().rawConnection();
    }
}
