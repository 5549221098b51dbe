package ai.hermes.sessions.session;

import ai.hermes.sessions.caller.Visible;
import ai.hermes.sessions.conversation.Projection;
import ai.hermes.sessions.store.Profile;
import java.util.List;

/**
 * A list as bytes, without its last members: those that move with the clock are added to each answer.
 *
 * @param body a JSON object that is not closed
 * @param digest the same for the same body
 * @param until the time in seconds since 1970 from which on it may be wrong
 * @param made which projections it was made of, by their revisions
 */
record ReadyList(byte[] body, String digest, double until, Made made) {

    /** What was asked for. */
    record Key(ListQuery query, Profile profile, Visible visible) {}

    /** The projections that a list depends on, by their revisions. */
    record Made(List<Long> inside, List<Long> outside) {

        static Made of(ListScope scope) {
            return new Made(revisions(scope.inside()), revisions(scope.outside()));
        }

        private static List<Long> revisions(List<Projection> projections) {
            return projections.stream().map(Projection::revision).toList();
        }
    }

    /** Whether it still says what these projections say at that time. */
    boolean says(Made now, double time) {
        return made.equals(now) && until > time;
    }
}
