package ai.hermes.sessions.transcript;

import java.util.List;

/**
 * A run of messages within a conversation.
 *
 * @param from number of the first
 * @param to number of the one after the last
 */
public record Span(int from, int to) {

    /**
     * The run that a request asks for: the last messages before its bound, or those around a message. What is not
     * visible belongs to the visible message before it, so that pages read backwards hold every message once.
     *
     * @param all the whole conversation
     * @param maxMessages how many messages it may hold at most
     * @param maxSize how many bytes it may hold at most; one message may be larger
     * @throws MessageNotFoundException if the message to read around is not there
     */
    static Span of(List<Outline> all, WindowRequest request, int maxMessages, long maxSize) {
        if (request.around().isEmpty()) {
            int to = (int) Math.min(all.size(), request.before().orElse(all.size()));
            return before(to, all, request, maxMessages, maxSize);
        }
        int at = placeOf(request.around().getAsLong(), all);
        int half = request.limit().orElse(0) / 2;
        Span span = before(Math.min(all.size(), at + 1 + half), all, request, maxMessages, maxSize);
        // Where those behind it are large it would be lost itself.
        return span.from <= at ? span : before(at + 1, all, request, maxMessages, maxSize);
    }

    private static int placeOf(long id, List<Outline> all) {
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).id() == id) {
                return i;
            }
        }
        throw new MessageNotFoundException(id);
    }

    private static Span before(int to, List<Outline> all, WindowRequest request, int maxMessages, long maxSize) {
        int wanted = request.limit().orElse(Integer.MAX_VALUE);
        int from = to;
        long size = 0;
        while (from > 0 && wanted > 0) {
            Outline next = all.get(from - 1);
            size += next.size();
            boolean fits = to - from < maxMessages && size <= maxSize;
            if (!fits && from < to) {
                break;
            }
            from--;
            wanted -= next.visible() ? 1 : 0;
        }
        return new Span(from, to);
    }
}
