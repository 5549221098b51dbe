package ai.hermes.sessions.diagnostics;

import ai.hermes.sessions.lease.PoolState;
import ai.hermes.sessions.webui.WebuiReport;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What the service says of itself. No member holds a path, or anything of what is stored.
 *
 * @param build what runs
 * @param uptimeSeconds for how long
 * @param leases connections that are borrowed now, the oldest first
 * @param recent the last 50 that were long-held or reclaimed, the newest first; some of them may be out still
 * @param pools how full the pools are
 * @param descriptors open descriptors of this process
 * @param stores the store of each profile
 * @param webui what the old web UI left behind
 * @param holders which other processes have a store open; null where that is not known
 */
@JsonNaming(SnakeCaseStrategy.class)
record Diagnostics(
        BuildReport build,
        double uptimeSeconds,
        List<LeaseReport> leases,
        List<LeaseReport> recent,
        Collection<PoolState> pools,
        DescriptorReport descriptors,
        List<StoreReport> stores,
        WebuiReport webui,
        Optional<StoreHolders.Holders> holders) {}
