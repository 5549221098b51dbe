package ai.hermes.sessions.webui;

/**
 * A file of the old web UI that could not be shown as a session.
 *
 * @param file its name, without the folder
 * @param reason why
 */
record SkippedFile(String file, Trouble reason) {}
