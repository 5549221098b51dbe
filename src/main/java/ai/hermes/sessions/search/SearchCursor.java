package ai.hermes.sessions.search;

import ai.hermes.sessions.wire.ApiException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import java.util.stream.Collectors;
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
        long before) {

    private static final String SEPARATOR = "\0";
    private static final String LIST_SEPARATOR = "/";
    private static final int PARTS = 11;
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
                0);
    }

    /** Before all that belongs to a window. */
    static SearchCursor start(int search, long at, Window window) {
        return new SearchCursor(search, at, window, false, Double.POSITIVE_INFINITY, 0, "", "", 0);
    }

    static SearchCursor scan(int search, long at, String profile, long before) {
        return new SearchCursor(search, at, Window.FIRST, true, 0, 0, "", profile, before);
    }

    /** Whether that conversation comes behind it; its own one never does, although its score may have changed. */
    boolean isBefore(Scored scored) {
        SearchCursor other = behind(search, at, window, scored);
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
            Set<String> newest = Stream.of(parts[10].split(LIST_SEPARATOR))
                    .filter(it -> !it.isEmpty())
                    .collect(Collectors.toSet());
            SearchCursor cursor = new SearchCursor(
                    Integer.parseInt(parts[0]),
                    Long.parseLong(parts[1]),
                    new Window(Integer.parseInt(parts[2]), Integer.parseInt(parts[3]), newest),
                    Boolean.parseBoolean(parts[4]),
                    Double.parseDouble(parts[5]),
                    Double.parseDouble(parts[6]),
                    parts[7],
                    parts[8],
                    Long.parseLong(parts[9]));
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
                String.join(LIST_SEPARATOR, window.newest()));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(parts.getBytes(StandardCharsets.UTF_8));
    }
}
