package ai.hermes.sessions.session;

import ai.hermes.sessions.conversation.Conversation;
import java.util.Optional;

/**
 * A row as bytes.
 *
 * @param json the row
 * @param digest the same for the same bytes
 * @param masked how many credentials are masked in it
 * @param under what it says of the conversation that it came of
 * @param masking whether credentials were masked when it was made
 */
record ReadyRow(byte[] json, byte[] digest, int masked, Optional<Under> under, boolean masking) {

    /** What a row tells of another conversation: it is as long good as these are what they are. */
    record Under(String title, String rootId, String tipId) {

        static Under of(Conversation parent) {
            return new Under(parent.title(), parent.root().id(), parent.tip().id());
        }
    }
}
