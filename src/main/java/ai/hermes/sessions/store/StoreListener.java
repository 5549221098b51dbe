package ai.hermes.sessions.store;

import java.time.Instant;

/** Is told when a store has changed. */
@FunctionalInterface
public interface StoreListener {

    /**
     * Called in the store's own watching thread after something was committed, and once at the beginning. While it runs
     * the store is not looked at again.
     *
     * @param at when it was committed, as far as the files tell; the moment it was noticed where they do not
     * @throws StoreFaultException if the change could not be read; it will be called again
     */
    void changed(AgentStore store, Instant at);

    /**
     * Called instead of {@link #changed} in each look that found nothing new, so that what is left to do can be done
     * piece by piece. Must be quick.
     *
     * @throws StoreFaultException if the store could not be read; {@link #changed} will be called
     */
    default void quiet(AgentStore store) {}

    /** Called when a profile is gone. Its store is not watched any more. */
    default void gone(AgentStore store) {}
}
