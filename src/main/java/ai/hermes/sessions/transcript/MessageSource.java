package ai.hermes.sessions.transcript;

import ai.hermes.sessions.store.Profile;
import java.util.Optional;

/** Has the messages of sessions that are in no store. Every bean of this type is asked for the sessions of its own. */
public interface MessageSource {

    /**
     * Reads a window of a session, with the same numbers, limits and form as that of a store.
     *
     * @param profile whose session it is
     * @param sessionId its id
     * @param request which messages
     * @return empty where this source has no such session
     * @throws MessageSourceException if it has it and cannot read it now
     */
    Optional<MessageWindow> read(Profile profile, String sessionId, WindowRequest request);

    /**
     * Reads a few whole messages, as {@link Transcripts#piece} does.
     *
     * @param before only messages with a lesser number, the last of them
     * @return empty where this source has no such session
     * @throws MessageSourceException if it has it and cannot read it now
     */
    Optional<MessageWindow> piece(Profile profile, String sessionId, long before);
}
