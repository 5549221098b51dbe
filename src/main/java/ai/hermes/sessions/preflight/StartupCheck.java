package ai.hermes.sessions.preflight;

import java.util.List;

/** A check of the set-up. Every bean of this type is asked once, before the service listens. */
public interface StartupCheck {

    /** What is wrong; empty where all is well. Never throws, and takes no longer than a start may. */
    List<StartupFinding> findings();
}
