package ai.hermes.sessions.session;

import ai.hermes.sessions.caller.Visible;
import ai.hermes.sessions.conversation.Projection;
import ai.hermes.sessions.store.Profile;
import java.util.List;
import java.util.Optional;

/**
 * A list as bytes, without its last members: those that move with the clock are added to each answer.
 *
 * @param body a JSON object that is not closed
 * @param digest the same for the same body
 * @param until the time in seconds since 1970 from which on it may be wrong
 * @param made which projections it was made of, by their revisions
 * @param gzipped the body as gzip; empty until somebody asks for it
 */
record ReadyList(byte[] body, String digest, double until, Made made, Optional<GzippedHead> gzipped) {

    /** What was asked for. */
    record Key(ListQuery query, Profile profile, Visible visible) {}

    /** The same with the body as gzip. */
    ReadyList compressed() {
        return gzipped.isPresent() ? this : new ReadyList(body, digest, until, made, Optional.of(GzippedHead.of(body)));
    }

    /** The projections that a list depends on, by their revisions, and whether credentials are masked in it. */
    record Made(List<Long> inside, List<Long> outside, boolean masked) {

        static Made of(ListScope scope, boolean masked) {
            return new Made(revisions(scope.inside()), revisions(scope.outside()), masked);
        }

        private static List<Long> revisions(List<Projection> projections) {
            return projections.stream().map(Projection::revision).toList();
        }
    }

    /** Whether all is there to answer with it. */
    boolean servesAs(boolean gzip) {
        return !gzip || gzipped.isPresent();
    }

    /** About how many bytes it takes. */
    int weight() {
        return body.length + gzipped.map(GzippedHead::size).orElse(0);
    }

    /** Whether it still says what these projections say at that time. */
    boolean says(Made now, double time) {
        return made.equals(now) && until > time;
    }
}
