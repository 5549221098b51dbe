package ai.hermes.sessions.lease;

import io.opentelemetry.api.metrics.Meter;
import java.util.ArrayList;
import java.util.List;

/** A book of leases that are told to a meter, as in the running service. */
public final class MeasuredBook {

    private MeasuredBook() {}

    /** To be closed. */
    public static LeaseBook of(LeaseConfig config, Meter meter) {
        List<LeaseListener> listeners = new ArrayList<>();
        LeaseBook book = new LeaseBook(config, listeners);
        listeners.add(new LeaseMetrics(book, meter));
        return book;
    }
}
