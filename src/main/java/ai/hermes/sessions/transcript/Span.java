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
     * The run that a request asks for: the last messages before its bound. What is not visible belongs to the visible
     * message before it, so that pages read backwards hold every message once.
     *
     * @param all the whole conversation
     * @param maxMessages how many messages it may hold at most
     * @param maxSize how many bytes it may hold at most; one message may be larger
     */
    static Span of(List<Outline> all, WindowRequest request, int maxMessages, long maxSize) {
        int to = (int) Math.min(all.size(), request.before().orElse(all.size()));
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
