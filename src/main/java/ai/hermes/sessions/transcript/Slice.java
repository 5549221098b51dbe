package ai.hermes.sessions.transcript;

import java.util.List;

/**
 * A part of a conversation.
 *
 * @param messages consecutive messages, oldest first
 * @param anchor number within these of the message that is not to be given up where there are too many
 * @param before whether there are earlier ones
 * @param after whether there are later ones
 */
public record Slice(List<Excerpt> messages, int anchor, boolean before, boolean after) {

    public Slice {
        messages = List.copyOf(messages);
    }
}
