package ai.hermes.sessions.session;

import ai.hermes.sessions.conversation.Conversation;
import ai.hermes.sessions.conversation.ConversationQuery;
import ai.hermes.sessions.wire.ApiException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A place in the list: after the conversation that had these values. It stays good while the list changes, since it
 * does not count rows.
 *
 * @param running whether a turn ran there
 * @param activity when it was last active
 * @param id its id
 * @param profile whose it is: a profile that was copied has the ids of the other one
 */
record PageCursor(boolean running, double activity, String id, String profile) {

    /** No id of a session has it. */
    private static final char SEPARATOR = 0;

    /** The order of the list: what runs now, then by activity, the newest first. */
    static final Comparator<PageCursor> ORDER = Comparator.comparing(PageCursor::running)
            .thenComparing(PageCursor::activity)
            .thenComparing(PageCursor::id)
            .thenComparing(PageCursor::profile)
            .reversed();

    private static final int FIXED = 1 + Double.BYTES;

    static PageCursor at(Conversation conversation, double now) {
        return new PageCursor(
                conversation.running(now),
                conversation.activity(),
                conversation.tip().id(),
                conversation.profile().name());
    }

    /**
     * Reads a cursor that {@link #encoded()} made.
     *
     * @throws ApiException 400 if it is something else
     */
    static PageCursor decode(String text) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            boolean running = bytes.get() != 0;
            double activity = bytes.getDouble();
            String names = StandardCharsets.UTF_8.decode(bytes).toString();
            int end = names.lastIndexOf(SEPARATOR);
            return new PageCursor(running, activity, names.substring(0, end), names.substring(end + 1));
        } catch (IllegalArgumentException | BufferUnderflowException | IndexOutOfBoundsException e) {
            throw ApiException.badRequest("cursor is not one that this service gave out");
        }
    }

    /** About how many bytes it takes. */
    int weight() {
        return ConversationQuery.weight(Stream.of(id, profile));
    }

    String encoded() {
        byte[] names = (id + SEPARATOR + profile).getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(FIXED + names.length)
                .put((byte) (running ? 1 : 0))
                .putDouble(activity)
                .put(names);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }
}
