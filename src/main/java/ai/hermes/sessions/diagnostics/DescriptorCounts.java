package ai.hermes.sessions.diagnostics;

import java.util.Map;
import java.util.Optional;

/**
 * Open descriptors of this process.
 *
 * @param open how many there are; empty where the system does not tell
 * @param limit how many there may be; empty where the system does not tell
 * @param byKind how many of each kind; a kind that is not there is unknown
 */
record DescriptorCounts(Optional<Long> open, Optional<Long> limit, Map<DescriptorKind, Long> byKind) {}
