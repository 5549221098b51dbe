package ai.hermes.sessions.transcript;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Which messages of a thread a request is answered with.
 *
 * @param entries consecutive, oldest first
 * @param anchor number of the one that is not to be given up
 */
record Selection(List<Entry> entries, int anchor, boolean before, boolean after) {

    /** @throws MessageNotFoundException if the request names a message that is not there */
    static Selection of(StoredThread thread, SliceRequest request) throws SQLException {
        Anchor anchor = request.anchor();
        if (anchor instanceof Anchor.Tip) {
            return back(thread, thread.tip(), request);
        } else if (anchor instanceof Anchor.Root) {
            return on(thread, thread.root(), request);
        } else if (anchor instanceof Anchor.Before before) {
            return back(thread, place(thread, before.id()), request);
        } else if (anchor instanceof Anchor.After after) {
            return on(thread, place(thread, after.id()), request);
        }
        return around(thread, place(thread, ((Anchor.Around) anchor).id()), request);
    }

    private static Place place(StoredThread thread, long id) throws SQLException {
        return thread.placeOf(id).orElseThrow(() -> new MessageNotFoundException(id));
    }

    private static Selection back(StoredThread thread, Place from, SliceRequest request) throws SQLException {
        Near near = Near.of(thread.walk(from, true, request.limit() + 1), request, request.limit(), request.budget());
        List<Entry> entries = new ArrayList<>(near.entries);
        Collections.reverse(entries);
        return new Selection(entries, entries.size() - 1, near.more, any(thread, justBefore(from), false));
    }

    private static Selection on(StoredThread thread, Place from, SliceRequest request) throws SQLException {
        Near near = Near.of(thread.walk(from, false, request.limit() + 1), request, request.limit(), request.budget());
        return new Selection(near.entries, 0, any(thread, justAfter(from), true), near.more);
    }

    private static Selection around(StoredThread thread, Place at, SliceRequest request) throws SQLException {
        int half = request.limit() / 2;
        Near earlier = Near.of(thread.walk(at, true, half + 1), request, half, request.budget() / 2);
        int rest = request.limit() - earlier.entries.size();
        Near later =
                Near.of(thread.walk(justBefore(at), false, rest + 1), request, rest, request.budget() - earlier.cost);
        List<Entry> entries = new ArrayList<>(earlier.entries);
        Collections.reverse(entries);
        int anchor = later.entries.isEmpty() ? entries.size() - 1 : entries.size();
        entries.addAll(later.entries);
        return new Selection(entries, anchor, earlier.more, later.more);
    }

    private static boolean any(StoredThread thread, Place from, boolean back) throws SQLException {
        return !thread.walk(from, back, 1).isEmpty();
    }

    /** So that a walk on begins with the place itself. */
    private static Place justBefore(Place place) {
        return place.id() == Long.MIN_VALUE || place.id() == Long.MAX_VALUE
                ? place
                : new Place(place.segment(), place.id() - 1);
    }

    private static Place justAfter(Place place) {
        return place.id() == Long.MIN_VALUE || place.id() == Long.MAX_VALUE
                ? place
                : new Place(place.segment(), place.id() + 1);
    }

    /** As many as fit, the nearest first. */
    private record Near(List<Entry> entries, long cost, boolean more) {

        static Near of(List<Entry> walked, SliceRequest request, int limit, long budget) {
            int count = 0;
            long cost = 0;
            while (count < Math.min(limit, walked.size())) {
                long next = cost + walked.get(count).cost(request.limits());
                if (count > 0 && next > budget) {
                    break;
                }
                cost = next;
                count++;
            }
            return new Near(walked.subList(0, count), cost, count < walked.size());
        }
    }
}
