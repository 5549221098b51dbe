package ai.hermes.sessions.window;

import ai.hermes.sessions.transcript.Anchor;
import ai.hermes.sessions.transcript.Excerpt;
import ai.hermes.sessions.transcript.Limits;
import ai.hermes.sessions.transcript.PictureAddress;
import ai.hermes.sessions.transcript.Show;
import ai.hermes.sessions.transcript.Slice;
import ai.hermes.sessions.transcript.SliceRequest;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Makes windows that fit into so many bytes. Each message is measured as it will be sent; those farthest from what was
 * asked for are left out, and where a single one does not fit its texts are cut shorter.
 */
@Singleton
class WindowAnswers {

    /** For what is no message. */
    private static final int REST = 2_048;

    private static final int ATTEMPTS = 4;

    private final ObjectMapper json;
    private final Subagents subagents;

    @Inject
    WindowAnswers(ObjectMapper json, Subagents subagents) {
        this.json = json;
        this.subagents = subagents;
    }

    /** @param maxBytes how large the answer may be */
    byte[] of(Opened opened, Anchor anchor, int limit, int maxBytes, Show show, PictureAddress addresses) {
        Limits limits = Limits.USUAL;
        for (int attempt = 1; ; attempt++) {
            SliceRequest request = new SliceRequest(anchor, limit, maxBytes, show, limits);
            Slice slice = opened.messages().slice(request, addresses);
            Fitting fitting = new Fitting(slice);
            if (fitting.fit(maxBytes) || attempt == ATTEMPTS) {
                byte[] answer = fitting.answer(opened, maxBytes);
                if (answer.length <= maxBytes || attempt == ATTEMPTS) {
                    return answer;
                }
            }
            limits = limits.smaller();
        }
    }

    private final class Fitting {

        private final List<Excerpt> messages;
        private final List<Integer> sizes = new ArrayList<>();
        private int anchor;
        private int size;
        private boolean before;
        private boolean after;

        Fitting(Slice slice) {
            this.messages = new ArrayList<>(slice.messages());
            this.anchor = slice.anchor();
            this.before = slice.before();
            this.after = slice.after();
            messages.forEach(it -> sizes.add(Written.of(json, it).bytes().length + 1));
            this.size = sizes.stream().mapToInt(it -> it).sum();
        }

        /** Leaves out what does not fit; tells whether the rest does. */
        boolean fit(int maxBytes) {
            while (size > maxBytes - REST && messages.size() > 1) {
                drop();
            }
            return size <= maxBytes - REST;
        }

        private void drop() {
            boolean first = anchor > messages.size() - 1 - anchor;
            int which = first ? 0 : messages.size() - 1;
            messages.remove(which);
            size -= sizes.remove(which);
            anchor -= first ? 1 : 0;
            before |= first;
            after |= !first;
        }

        byte[] answer(Opened opened, int maxBytes) {
            messages.replaceAll(opened.messages()::digested);
            List<Subagent> began = subagents.during(opened, messages, before, after);
            int cut = messages.stream().mapToInt(Excerpt::masked).sum();
            WindowBody body = body(opened, began, OptionalInt.empty());
            Written written = Written.of(json, body);
            if (written.bytes().length > maxBytes && !began.isEmpty()) {
                body = body(opened, List.of(), OptionalInt.empty());
                written = Written.of(json, body);
            }
            int masked = cut + written.masked();
            return masked == 0
                    ? written.bytes()
                    : Written.of(json, body(opened, body.subagents(), OptionalInt.of(masked)))
                            .bytes();
        }

        private WindowBody body(Opened opened, List<Subagent> began, OptionalInt masked) {
            return new WindowBody(
                    opened.tip(),
                    opened.root(),
                    opened.conversation().segments().size(),
                    messages,
                    before,
                    after,
                    began,
                    masked);
        }
    }
}
