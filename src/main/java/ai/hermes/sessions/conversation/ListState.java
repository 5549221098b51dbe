package ai.hermes.sessions.conversation;

import ai.hermes.sessions.store.StoreFault;
import java.time.Instant;
import java.util.Optional;

/**
 * The list of one store as it can be shown now.
 *
 * @param projection the last good one
 * @param fault why it is not newer; empty while the store can be read
 * @param since since when the fault, or its absence, lasts
 */
public record ListState(Projection projection, Optional<StoreFault> fault, Instant since) {}
