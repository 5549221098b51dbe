package ai.hermes.sessions.health;

import ai.hermes.sessions.lease.Purpose;
import ai.hermes.sessions.store.AgentStore;
import ai.hermes.sessions.store.StoreFault;
import ai.hermes.sessions.store.StoreFaultException;
import ai.hermes.sessions.store.StoreReader;
import java.util.Map;

/**
 * Whether a store answers what everybody asks it: for its latest session.
 *
 * @param store which store
 * @param reader the door to it
 * @param pace how often
 */
record StoreCheck(AgentStore store, StoreReader reader, HealthConfig.Pace pace) implements Check {

    private static final String LATEST = """
            SELECT id FROM sessions ORDER BY started_at DESC LIMIT 1
            """;

    @Override
    public String name() {
        return "store of profile " + store.profile();
    }

    @Override
    public HealthConfig.Pace pace() {
        return pace;
    }

    @Override
    public Finding look() {
        try {
            reader.read(store, Purpose.HEALTH, connection -> connection.first(LATEST, row -> row.text("id")));
            // What else was read of it may lie on pages that this does not touch.
            return store.condition().fault().map(StoreCheck::finding).orElseGet(Finding::pass);
        } catch (StoreFaultException e) {
            return finding(e.fault());
        }
    }

    /**
     * What may pass by itself, or nobody knows what it is, has to be seen some times in a row; one look proves the
     * rest.
     */
    private static Finding finding(StoreFault fault) {
        Problem problem = Problem.of(fault);
        boolean doubtful = fault.passing() || fault == StoreFault.READ_FAILED;
        return doubtful ? Finding.fail(problem, Map.of()) : Finding.certainFail(problem);
    }
}
