package ai.hermes.sessions.conversation;

import ai.hermes.sessions.store.Profile;
import java.util.List;
import java.util.function.Consumer;

/**
 * Has sessions that are in no store. Every bean of this type takes part in the list: its sessions are folded, annotated
 * and counted like those of a store. One that a store has as well is not listed twice: the store's messages are shown,
 * and the source fills in what the store lacks.
 */
public interface SessionSource {

    /** As whose its sessions are shown. */
    Keeper keeper();

    /**
     * The sessions of a profile; immutable, and the same list until something changes. Asked in every rebuild of a
     * list, so it comes from memory and never waits.
     */
    List<OutsideSession> sessions(Profile profile);

    /**
     * Tells somebody of all changes from now on.
     *
     * @param listener gets the profile whose sessions are other ones now; must not throw
     */
    void listen(Consumer<Profile> listener);
}
