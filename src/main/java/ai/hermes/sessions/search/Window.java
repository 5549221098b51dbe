package ai.hermes.sessions.search;

import java.util.Set;

/**
 * How many of the best messages are looked at, of each store.
 *
 * @param index which of {@link Ranking#WINDOWS}
 * @param seen how many of them belong to windows before, whose conversations were all given out
 * @param newest profiles in whose stores the newest count as the best, since the best took too long to find; the pages
 *     of an answer stay with that
 */
record Window(int index, int seen, Set<String> newest) {

    static final Window FIRST = new Window(0, 0, Set.of());

    Window {
        newest = Set.copyOf(newest);
    }

    int limit() {
        return Ranking.WINDOWS.get(index);
    }

    boolean isLast() {
        return index == Ranking.WINDOWS.size() - 1;
    }

    /** The place of the first message that belongs to it. */
    int from() {
        return seen == 0 ? Scored.IN_MEMORY : seen;
    }

    /**
     * The one behind it, which passes over sizes that will not do.
     *
     * @param found how many conversations this one has
     * @param wanted how many are wanted
     */
    Window next(int found, int wanted) {
        int next = index + 1;
        while (next < Ranking.WINDOWS.size() - 1
                && (long) Ranking.WINDOWS.get(next) * found < (long) limit() * wanted) {
            next++;
        }
        return new Window(next, limit(), newest);
    }

    Window with(Set<String> profiles) {
        return new Window(index, seen, profiles);
    }
}
