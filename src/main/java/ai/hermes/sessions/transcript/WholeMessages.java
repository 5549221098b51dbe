package ai.hermes.sessions.transcript;

import java.util.List;

/**
 * Some messages in a row with all their texts.
 *
 * @param messages oldest first
 * @param more whether there are later ones
 */
public record WholeMessages(List<Whole> messages, boolean more) {

    public WholeMessages {
        messages = List.copyOf(messages);
    }

    /**
     * A message.
     *
     * @param message as clients know it
     * @param segment number of its session in the conversation
     * @param rewound whether it was undone
     * @param whole whether all it says is here; else it is plain text, here begun, to be had from
     *     {@link LongConversation#text}
     * @param stub whether it is larger than what is read as a whole, and only the beginnings of its texts are here
     */
    public record Whole(Message message, int segment, boolean rewound, boolean whole, boolean stub) {}
}
