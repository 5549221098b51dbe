package ai.hermes.sessions.store;

/** Is told when a store has changed. */
@FunctionalInterface
public interface StoreListener {

    /**
     * Called in the store's own watching thread after something was committed, and once at the beginning. While it runs
     * the store is not looked at again.
     *
     * @throws StoreFaultException if the change could not be read; it will be called again
     */
    void changed(AgentStore store);

    /** Called when a profile is gone. Its store is not watched any more. */
    default void gone(AgentStore store) {}
}
