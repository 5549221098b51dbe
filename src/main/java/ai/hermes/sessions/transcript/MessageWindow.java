package ai.hermes.sessions.transcript;

import java.util.List;

/**
 * Consecutive messages of one conversation, and where they stand in it.
 *
 * @param messages the messages, oldest first
 * @param offset number of the first of them; to page backwards it is the bound of the next request
 * @param truncated whether there are earlier ones
 * @param total how many messages the whole conversation has
 * @param newestId greatest id of a message in the conversation, in this window or not; 0 where it has none
 * @param newestAt time of that message, in seconds since 1970; 0 where it is not known
 */
public record MessageWindow(
        List<Message> messages, int offset, boolean truncated, int total, long newestId, double newestAt) {

    public MessageWindow {
        messages = List.copyOf(messages);
    }
}
