package ai.hermes.sessions.transcript;

import ai.hermes.sessions.annotation.CopiedMessage;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** How messages are kept in a copy: in the form that clients know, without what only their old place needed. */
public final class CopyForm {

    private static final List<String> OF_THE_OLD_PLACE = List.of("id", "session_id");

    private CopyForm() {}

    /**
     * A message as it is kept.
     *
     * @param json does not mask
     * @param number its place in the copy, counted from 0
     */
    public static CopiedMessage of(ObjectMapper json, Message message, long number) {
        ObjectNode kept = json.valueToTree(message);
        kept.remove(OF_THE_OLD_PLACE);
        if (message.synthetic() && message.displayKind().isEmpty()) {
            kept.put("_compressed_summary", true);
        }
        Outline outline = Outline.of(kept, number + 1);
        return new CopiedMessage(
                new CopiedMessage.Outline(
                        number,
                        outline.role(),
                        outline.contentSize(),
                        outline.callsSize(),
                        outline.thoughtSize(),
                        outline.summarised(),
                        message.synthetic(),
                        message.timestamp()),
                kept.toString());
    }
}
