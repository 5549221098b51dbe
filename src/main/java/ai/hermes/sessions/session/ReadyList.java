package ai.hermes.sessions.session;

import ai.hermes.sessions.caller.Visible;
import ai.hermes.sessions.conversation.Projection;
import ai.hermes.sessions.store.Profile;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

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
    record Key(ListQuery query, Profile profile, Visible visible) {

        /** Objects of the key, of its list and of the cache, whatever is in them. */
        private static final int FIXED = 1_000;

        /** About how many bytes it takes. Clients choose it: it may be much more than the list that it finds. */
        int weight() {
            return FIXED + query.weight();
        }
    }

    /** The same with the body as gzip. */
    ReadyList compressed() {
        return gzipped.isPresent() ? this : new ReadyList(body, digest, until, made, Optional.of(GzippedHead.of(body)));
    }

    /** The projections that a list depends on, by their revisions, and whether credentials are masked in it. */
    record Made(List<Part> inside, List<Part> outside, boolean masked) {

        /** A projection. */
        record Part(Profile profile, long revision) {}

        static Made of(ListScope scope, boolean masked) {
            return new Made(parts(scope.inside()), parts(scope.outside()), masked);
        }

        private static List<Part> parts(List<Projection> projections) {
            return projections.stream()
                    .map(it -> new Part(it.profile(), it.revision()))
                    .toList();
        }

        /** Whether it is of the same profiles, each at least as new as in the other. */
        boolean atLeast(Made other) {
            return masked == other.masked && atLeast(inside, other.inside) && atLeast(outside, other.outside);
        }

        private static boolean atLeast(List<Part> some, List<Part> others) {
            return some.size() == others.size()
                    && IntStream.range(0, some.size())
                            .allMatch(i -> some.get(i).profile.equals(others.get(i).profile)
                                    && some.get(i).revision >= others.get(i).revision);
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

    /** Whether it says at that time what these projections say, or newer ones of the same profiles. */
    boolean saysAtLeast(Made now, double time) {
        return made.atLeast(now) && until > time;
    }
}
