package ai.hermes.sessions.testing;

/** A search that takes some seconds, in the session {@value #SESSION}. */
public final class SlowSearch {

    /** The session that is searched. */
    public static final String SESSION = "slow";

    /** What to look for: each message has the word, and each is looked through for the tool. */
    public static final String QUERY = "slowly tool:x";

    /** Each message calls twenty thousand tools, none of which is the one that is searched for. */
    private static final String MESSAGES = """
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500)
            INSERT INTO messages(session_id, role, content, tool_calls, timestamp)
            SELECT 'slow', 'assistant', 'slowly',
              '[' || replace(hex(zeroblob(20000)), '00', '{"n":0},') || '{}]', 1760000000.0 FROM n
            """;

    private SlowSearch() {}

    /** Writes what it needs into a store with the newest layout. */
    public static void prepare(AgentProcess agent) {
        agent.session(SESSION);
        agent.run("DROP TRIGGER messages_fts_insert");
        agent.run("DROP TRIGGER messages_fts_trigram_insert");
        agent.run("CREATE TRIGGER messages_fts_insert AFTER INSERT ON messages BEGIN SELECT 1; END");
        agent.run(MESSAGES);
        agent.run("INSERT INTO messages_fts(rowid, content, tool_name, tool_calls)"
                + " SELECT id, 'slowly x', '', '' FROM messages");
    }
}
