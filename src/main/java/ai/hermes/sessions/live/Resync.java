package ai.hermes.sessions.live;

import java.util.Locale;

/** Why a client cannot be told what it missed, and has to ask for the whole. */
enum Resync {
    /** The service was started again since. */
    RESTARTED,
    /** More has happened since than is kept; or the client takes what is sent slower than it comes. */
    OVERTAKEN,
    /** It names an event that was never told. */
    UNKNOWN;

    /** The name on the wire. */
    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
