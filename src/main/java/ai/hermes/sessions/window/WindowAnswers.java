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
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
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

    /** A message, and it as it is sent. */
    private record Fit(Excerpt message, Written written) {}

    private final class Fitting {

        private final List<Fit> messages = new ArrayList<>();
        private int anchor;
        private int size;
        private boolean before;
        private boolean after;

        Fitting(Slice slice) {
            this.anchor = slice.anchor();
            this.before = slice.before();
            this.after = slice.after();
            slice.messages().forEach(it -> messages.add(new Fit(it, written(it))));
            this.size = messages.stream().mapToInt(Fitting::length).sum();
        }

        /** Long texts were masked when they were cut. */
        private Written written(Excerpt message) {
            return Written.of(json, message, message.maskedTexts());
        }

        private static int length(Fit fit) {
            return fit.written().bytes().length + 1;
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
            size -= length(messages.remove(first ? 0 : messages.size() - 1));
            anchor -= first ? 1 : 0;
            before |= first;
            after |= !first;
        }

        byte[] answer(Opened opened, int maxBytes) {
            messages.replaceAll(it -> it.message().digested() ? it : digested(opened, it.message()));
            List<Excerpt> shown = messages.stream().map(Fit::message).toList();
            List<Subagent> began = subagents.during(opened, shown, before, after);
            byte[] answer = joined(opened, began);
            return answer.length > maxBytes && !began.isEmpty() ? joined(opened, List.of()) : answer;
        }

        private Fit digested(Opened opened, Excerpt message) {
            Excerpt known = opened.messages().digested(message);
            return new Fit(known, written(known));
        }

        /** The messages are written already. */
        private byte[] joined(Opened opened, List<Subagent> began) {
            WindowBody rest = new WindowBody(
                    opened.tip(),
                    opened.root(),
                    opened.conversation().segments().size(),
                    List.of(),
                    before,
                    after,
                    began,
                    OptionalInt.empty());
            Written frame = Written.of(json, rest);
            int masked = frame.masked()
                    + messages.stream()
                            .mapToInt(it -> it.message().masked() + it.written().masked())
                            .sum();
            String around = new String(frame.bytes(), StandardCharsets.UTF_8);
            int at = around.indexOf(NO_MESSAGES) + NO_MESSAGES.length() - 1;
            ByteArrayOutputStream answer = new ByteArrayOutputStream(size + REST);
            write(answer, around.substring(0, at));
            for (int i = 0; i < messages.size(); i++) {
                write(answer, i == 0 ? "" : ",");
                answer.writeBytes(messages.get(i).written().bytes());
            }
            write(answer, around.substring(at, around.length() - 1));
            write(answer, masked > 0 ? ",\"_masked_count\":" + masked + "}" : "}");
            return answer.toByteArray();
        }
    }

    private static final String NO_MESSAGES = ",\"messages\":[]";

    private static void write(ByteArrayOutputStream answer, String text) {
        answer.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
