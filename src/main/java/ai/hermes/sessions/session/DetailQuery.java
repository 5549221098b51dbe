package ai.hermes.sessions.session;

import ai.hermes.sessions.store.Profile;
import ai.hermes.sessions.transcript.WindowRequest;
import java.util.Optional;

/**
 * Which conversation is asked for, and how much of it.
 *
 * @param sessionId id of any of its segments
 * @param profile whose it is
 * @param window which messages; empty for none
 */
public record DetailQuery(String sessionId, Profile profile, Optional<WindowRequest> window) {}
