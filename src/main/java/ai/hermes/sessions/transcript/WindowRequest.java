package ai.hermes.sessions.transcript;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Which messages of a conversation are wanted. Messages are numbered from 0, the oldest, over the whole conversation.
 *
 * @param limit how many visible messages, from 1 to {@link #MAX_LIMIT}; empty for all of them
 * @param before only messages with a lesser number; empty for no such bound. A number beyond the end bounds nothing
 * @param around id of a message that is to be about in the middle; empty for none
 */
public record WindowRequest(OptionalInt limit, OptionalLong before, OptionalLong around) {

    /** Greatest limit. */
    public static final int MAX_LIMIT = 500;

    /** @throws IllegalArgumentException if the limit is out of its range or the bound is negative */
    public WindowRequest {
        if (limit.isPresent() && (limit.getAsInt() < 1 || limit.getAsInt() > MAX_LIMIT)) {
            throw new IllegalArgumentException("a window holds 1 to " + MAX_LIMIT + " visible messages");
        }
        if (before.isPresent() && before.getAsLong() < 0) {
            throw new IllegalArgumentException("messages are numbered from 0");
        }
    }

    /** The last messages before a number. */
    public WindowRequest(OptionalInt limit, OptionalLong before) {
        this(limit, before, OptionalLong.empty());
    }

    /** A message with those around it. */
    public static WindowRequest around(long id, int limit) {
        return new WindowRequest(OptionalInt.of(limit), OptionalLong.empty(), OptionalLong.of(id));
    }

    /** The whole conversation. */
    public static WindowRequest all() {
        return new WindowRequest(OptionalInt.empty(), OptionalLong.empty());
    }
}
