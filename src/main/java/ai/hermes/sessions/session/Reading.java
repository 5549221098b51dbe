package ai.hermes.sessions.session;

import ai.hermes.sessions.conversation.ConversationQuery;
import ai.hermes.sessions.store.Profile;
import ai.hermes.sessions.transcript.MessageWindow;
import ai.hermes.sessions.transcript.WindowRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What was read of a conversation.
 *
 * @param window its messages
 * @param origin the chat that it came from
 * @param at when
 */
record Reading(MessageWindow window, ChatOrigin origin, Instant at) {

    /** About how much memory it takes. */
    int weight() {
        return window.messages().stream()
                .mapToInt(message -> String.valueOf(message).length())
                .reduce(0, Math::addExact);
    }

    /**
     * What is read.
     *
     * @param segments ids of the sessions of the conversation
     * @param window which messages; empty for none
     */
    record Of(Profile profile, List<String> segments, Optional<WindowRequest> window) {

        /** Objects of it, of what was read and of the cache, whatever is in them. */
        private static final int FIXED = 500;

        /** About how much memory it takes: windows without a message are many as well. */
        int weight() {
            return FIXED + ConversationQuery.weight(segments.stream());
        }

        /** Whether it is small enough to be kept: without a limit it may be a whole long conversation. */
        boolean small() {
            return window.map(it -> it.limit().isPresent()).orElse(true);
        }
    }
}
