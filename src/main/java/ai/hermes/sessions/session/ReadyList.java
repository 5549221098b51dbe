package ai.hermes.sessions.session;

import ai.hermes.sessions.store.Profile;
import java.util.List;

/**
 * A list as bytes, without its last members: those that move with the clock are added to each answer.
 *
 * @param body a JSON object that is not closed
 * @param digest the same for the same body
 * @param until the time in seconds since 1970 from which on it may be wrong
 */
record ReadyList(byte[] body, String digest, double until) {

    /** What a ready list depends on. Projections stand for themselves by their revisions. */
    record Key(ListQuery query, Profile profile, List<Long> inside, List<Long> outside) {}
}
