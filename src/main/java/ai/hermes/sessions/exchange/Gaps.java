package ai.hermes.sessions.exchange;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is not in an export although it was chosen. There may be a hundred thousand of them: all but a few are kept
 * compressed.
 */
final class Gaps {

    private static final int TOLD = 100;
    private static final String GONE = "It was gone when its turn came.";
    private static final String GONE_REMEDY = "If it is there again, export it again.";

    private final Writers with;
    private final KeptLines lines;
    private final List<Gap> first = new ArrayList<>();
    /** Of the conversation that is written now, which in a ZIP is read once for each form. */
    private final Set<Gap> current = new HashSet<>();

    private int gone;
    private int incomplete;
    private int unread;
    private boolean unreadNow;

    Gaps(Writers with) throws IOException {
        this.with = with;
        this.lines = new KeptLines();
    }

    /** The next conversation is written. */
    void next() {
        current.clear();
        unreadNow = false;
    }

    /** The next conversation is not there any more. */
    void gone(Export.Chosen chosen) throws IOException {
        gone++;
        keep(new Gap(chosen.profile(), chosen.rootId(), 0, GONE, GONE_REMEDY));
    }

    /** Notes what is missing of a conversation. */
    void add(Gap gap) throws IOException {
        if (!current.add(gap)) {
            return;
        }
        incomplete += current.size() == 1 ? 1 : 0;
        keep(gap);
    }

    /** Notes that nothing at all could be read of the conversation at hand. */
    void unread() {
        unread += unreadNow ? 0 : 1;
        unreadNow = true;
    }

    private void keep(Gap gap) throws IOException {
        if (first.size() < TOLD) {
            first.add(gap);
        }
        lines.add((with.json(gap) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    boolean none() {
        return first.isEmpty();
    }

    /** The first of them. */
    List<Gap> first() {
        return List.copyOf(first);
    }

    /** Conversations that were gone. */
    int gone() {
        return gone;
    }

    /** Conversations of which something is missing. */
    int incomplete() {
        return incomplete;
    }

    /** Why nothing could be read, if that is so. */
    Optional<Gap> nothingRead(int conversations) {
        return unread > 0 && unread + gone == conversations
                ? first.stream().filter(it -> !it.error().equals(GONE)).findFirst()
                : Optional.empty();
    }

    /** Takes one. */
    @FunctionalInterface
    interface Taker {
        void take(Gap gap) throws IOException;
    }

    /** Gives all to somebody. Nothing can be added after. */
    void all(Taker taker) throws IOException {
        lines.each(line -> taker.take(with.gap(line)));
    }

    /** All of them, a JSON object in each line that nothing else looks like. Nothing can be added after. */
    void lines(OutputStream out) throws IOException {
        lines.each(line -> Writers.write(out, "{\"" + Gap.NAME + "\":[" + line + "]}\n"));
    }
}
