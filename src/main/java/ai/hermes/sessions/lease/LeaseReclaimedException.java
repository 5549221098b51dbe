package ai.hermes.sessions.lease;

import java.sql.SQLException;
import java.util.Locale;

/** Tells a holder who comes late that its connection was taken away from it. */
public final class LeaseReclaimedException extends SQLException {

    private static final long serialVersionUID = 1L;

    LeaseReclaimedException(Lease lease) {
        super("The lease on this connection was reclaimed after %s s: it was borrowed for %s and held past its deadline"
                .formatted(String.format(Locale.ROOT, "%.1f", lease.age().toMillis() / 1000.0), lease.purpose()));
    }
}
