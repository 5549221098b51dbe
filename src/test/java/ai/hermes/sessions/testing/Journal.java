package ai.hermes.sessions.testing;

/** Journal modes in which agents keep their stores. */
public enum Journal {
    WAL,
    DELETE
}
