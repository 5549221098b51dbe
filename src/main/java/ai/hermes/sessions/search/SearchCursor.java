package ai.hermes.sessions.search;

import ai.hermes.sessions.wire.ApiException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Where the next page of an answer begins: behind a conversation with these values, or, in a scan, before a message. It
 * stays good while stores change, since it counts nothing.
 *
 * @param search which search it belongs to
 * @param at the moment of the first page in seconds since 1970, by which all pages tell what is recent
 * @param window how many of the best messages were looked at; {@link #SCAN} in a scan
 * @param score the score of the conversation
 * @param activity when it was last active
 * @param id its id
 * @param profile whose it is; in a scan, whose store is scanned
 * @param before in a scan: only messages with a lesser id are to be looked at
 */
record SearchCursor(
        int search, long at, int window, double score, double activity, String id, String profile, long before) {

    static final int SCAN = -1;

    private static final String SEPARATOR = "\0";
    private static final int PARTS = 8;

    static SearchCursor behind(int search, long at, int window, Scored last) {
        return new SearchCursor(
                search,
                at,
                window,
                last.score(),
                last.conversation().activity(),
                last.conversation().tip().id(),
                last.conversation().profile().name(),
                0);
    }

    static SearchCursor scan(int search, long at, String profile, long before) {
        return new SearchCursor(search, at, SCAN, 0, 0, "", profile, before);
    }

    boolean inScan() {
        return window == SCAN;
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
                    Integer.parseInt(parts[2]),
                    Double.parseDouble(parts[3]),
                    Double.parseDouble(parts[4]),
                    parts[5],
                    parts[6],
                    Long.parseLong(parts[7]));
            if (cursor.search == search && cursor.window >= SCAN && cursor.window < Ranking.WINDOWS.size()) {
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
                String.valueOf(window),
                String.valueOf(score),
                String.valueOf(activity),
                id,
                profile,
                String.valueOf(before));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(parts.getBytes(StandardCharsets.UTF_8));
    }
}
