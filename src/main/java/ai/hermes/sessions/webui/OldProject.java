package ai.hermes.sessions.webui;

import java.util.Optional;

/**
 * A project of the old web UI.
 *
 * @param color as it has it; empty for none, or for what is no color
 * @param profile whose it is; empty where old versions did not tell
 * @param createdAt in seconds since 1970; 0 where it is not known
 */
record OldProject(String id, String name, Optional<String> color, Optional<String> profile, double createdAt) {}
