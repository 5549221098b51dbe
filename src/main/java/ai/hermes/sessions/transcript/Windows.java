package ai.hermes.sessions.transcript;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;

/** Cuts windows out of sessions that are in no store, by the rules for those that are. */
@Singleton
public class Windows {

    private final TranscriptConfig config;

    @Inject
    Windows(TranscriptConfig config) {
        this.config = config;
    }

    /** Reads the messages of a span. */
    @FunctionalInterface
    public interface Loader {

        /**
         * @param span which messages
         * @param clip whether long results of tools are cut
         */
        List<Message> load(Span span, boolean clip);
    }

    /**
     * A window of a session.
     *
     * @param all outlines of all its messages, oldest first
     * @param newestAt time of its newest message in seconds since 1970; 0 where it is not known
     * @param loader reads what is in the window
     */
    public MessageWindow window(List<Outline> all, double newestAt, WindowRequest request, Loader loader) {
        Span span = Span.of(all, request, config.maxMessages(), config.maxSize().asLongValue());
        return window(all, newestAt, span, request.limit().isPresent(), loader);
    }

    /** Knows the outlines of messages. */
    @FunctionalInterface
    public interface Outliner {

        /** Those of a span, oldest first. */
        List<Outline> outlines(Span span);
    }

    /**
     * The last few messages before a number, with nothing cut; see {@link Transcripts#piece}. Nothing is asked of the
     * others: whoever takes a long session piece by piece would have all of it looked through for each.
     *
     * @param total how many messages the session has
     */
    public MessageWindow piece(int total, double newestAt, long before, Outliner outliner, Loader loader) {
        int to = (int) Math.min(total, before);
        int from = Math.max(0, to - Transcripts.PIECE_MESSAGES);
        List<Outline> near = from < to ? outliner.outlines(new Span(from, to)) : List.of();
        Span within = Span.of(near, WindowRequest.all(), Transcripts.PIECE_MESSAGES, Transcripts.PIECE_SIZE);
        Span span = new Span(from + within.from(), from + within.to());
        return new MessageWindow(
                span.from() < span.to() ? loader.load(span, false) : List.of(),
                span.from(),
                span.from() > 0,
                total,
                total,
                newestAt);
    }

    private static MessageWindow window(List<Outline> all, double newestAt, Span span, boolean clip, Loader loader) {
        long newest = all.stream().mapToLong(Outline::id).max().orElse(0);
        return new MessageWindow(
                span.from() < span.to() ? loader.load(span, clip) : List.of(),
                span.from(),
                span.from() > 0,
                all.size(),
                newest,
                newestAt);
    }
}
