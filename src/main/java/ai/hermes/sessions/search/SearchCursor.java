package ai.hermes.sessions.search;

import ai.hermes.sessions.wire.ApiException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where the next page of an answer begins: behind a conversation with these values, or, in a scan, before a message. It
 * stays good while stores change, since it counts nothing.
 *
 * @param search which search it belongs to
 * @param at the moment of the first page in seconds since 1970, by which all pages tell what is recent
 * @param window how many of the best messages were looked at
 * @param inScan whether messages are looked through one by one
 * @param score the score of the conversation
 * @param activity when it was last active
 * @param id its id
 * @param profile whose it is; in a scan, whose store is scanned
 * @param before in a scan: only messages with a lesser id are to be looked at
 * @param late which stores are left to the last pages
 */
record SearchCursor(
        int search,
        long at,
        Window window,
        boolean inScan,
        double score,
        double activity,
        String id,
        String profile,
        long before,
        Late late) {

    private static final String SEPARATOR = "\0";
    private static final String LIST_SEPARATOR = "/";
    private static final int PARTS = 13;
    /** The end of the year 9999: what no clock of a first page has told. */
    private static final long LATEST = 253_402_300_799L;

    static SearchCursor behind(int search, long at, Window window, Scored last) {
        return new SearchCursor(
                search,
                at,
                window,
                false,
                last.score(),
                last.conversation().activity(),
                last.conversation().tip().id(),
                last.conversation().profile().name(),
                0,
                Late.NONE);
    }

    /** Before all that belongs to a window. */
    static SearchCursor start(int search, long at, Window window) {
        return new SearchCursor(search, at, window, false, Double.POSITIVE_INFINITY, 0, "", "", 0, Late.NONE);
    }

    static SearchCursor scan(int search, long at, String profile, long before) {
        return new SearchCursor(search, at, Window.FIRST, true, 0, 0, "", profile, before, Late.NONE);
    }

    /** The same, which leaves some stores to the last pages. */
    SearchCursor leaving(Late other) {
        return new SearchCursor(search, at, window, inScan, score, activity, id, profile, before, other);
    }

    /** Whether it stands before all that belongs to its window. */
    boolean begins() {
        return score == Double.POSITIVE_INFINITY;
    }

    /** Whether a conversation comes behind it; its own one never does, although its score may have changed. */
    boolean isBefore(SearchCursor other) {
        return Scored.ORDER.compare(other, this) > 0 && !(other.id.equals(id) && other.profile.equals(profile));
    }

    /**
     * Reads a cursor that {@link #encoded()} made.
     *
     * @param search which search it is to belong to
     * @throws ApiException 400 if it is something else
     */
    static SearchCursor decode(String text, int search) {
        try {
            String[] parts =
                    new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(SEPARATOR, PARTS);
            SearchCursor cursor = new SearchCursor(
                    Integer.parseInt(parts[0]),
                    Long.parseLong(parts[1]),
                    new Window(Integer.parseInt(parts[2]), Integer.parseInt(parts[3]), Set.copyOf(names(parts[10]))),
                    Boolean.parseBoolean(parts[4]),
                    Double.parseDouble(parts[5]),
                    Double.parseDouble(parts[6]),
                    parts[7],
                    parts[8],
                    Long.parseLong(parts[9]),
                    new Late(names(parts[11]), Boolean.parseBoolean(parts[12])));
            int index = cursor.window.index();
            if (cursor.search == search
                    && cursor.at >= 0
                    && cursor.at <= LATEST
                    && index >= 0
                    && index < Ranking.WINDOWS.size()) {
                return cursor;
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            // It is refused like one of another search.
        }
        throw ApiException.badRequest("cursor is not one that this service gave out for this search");
    }

    private static List<String> names(String list) {
        return Stream.of(list.split(LIST_SEPARATOR))
                .filter(it -> !it.isEmpty())
                .distinct()
                .toList();
    }

    String encoded() {
        String parts = String.join(
                SEPARATOR,
                String.valueOf(search),
                String.valueOf(at),
                String.valueOf(window.index()),
                String.valueOf(window.seen()),
                String.valueOf(inScan),
                String.valueOf(score),
                String.valueOf(activity),
                id,
                profile,
                String.valueOf(before),
                String.join(LIST_SEPARATOR, window.newest()),
                String.join(LIST_SEPARATOR, late.profiles()),
                String.valueOf(late.turn()));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(parts.getBytes(StandardCharsets.UTF_8));
    }
}
