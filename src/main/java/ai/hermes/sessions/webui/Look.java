package ai.hermes.sessions.webui;

/** What came of looking into a file. */
sealed interface Look {

    /** It has a session. */
    record Found(Sidecar sidecar) implements Look {}

    /** It has none that could be shown. */
    record Skipped(Trouble trouble) implements Look {}
}
