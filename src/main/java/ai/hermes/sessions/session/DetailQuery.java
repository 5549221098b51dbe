package ai.hermes.sessions.session;

import ai.hermes.sessions.caller.Visible;
import ai.hermes.sessions.store.Profile;
import ai.hermes.sessions.transcript.WindowRequest;
import java.util.Optional;

/**
 * Which conversation is asked for, and how much of it.
 *
 * @param sessionId id of any of its segments
 * @param profile whose it is
 * @param visible which profiles the caller may see; of others nothing is there
 * @param window which messages; empty for none
 */
public record DetailQuery(String sessionId, Profile profile, Visible visible, Optional<WindowRequest> window) {}
