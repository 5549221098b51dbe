package ai.hermes.sessions.bench;

import java.util.Locale;

/** What clients ask for. */
enum SoakRequest {
    /** A poll of the list, with the ETag of the last one. */
    LIST,
    /** The lists of all profiles. */
    ALL_PROFILES,
    /** A conversation is opened. */
    OPEN,
    /** A word is looked for. */
    SEARCH,
    /** A title is changed, and read again. */
    RENAME,
    /** Deep health. */
    HEALTH;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
