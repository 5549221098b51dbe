package ai.hermes.sessions.conversation;

import ai.hermes.sessions.testing.AgentProcess;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What agents do to a store, at random: one thing after the other, the same for the same seed. */
final class StoreDeeds {

    private final AgentProcess agent;
    private final Random random;
    private final List<String> sessions = new ArrayList<>(List.of("chat"));
    private final List<String> done = new ArrayList<>();
    private int count;

    StoreDeeds(AgentProcess agent, long seed) {
        this.agent = agent;
        this.random = new Random(seed);
    }

    /** Does up to five things. */
    void next() {
        for (int i = random.nextInt(5); i >= 0; i--) {
            String session = sessions.get(random.nextInt(sessions.size()));
            count++;
            int deed = random.nextInt(14);
            done.add(deed + ":" + session);
            act(deed, session);
        }
    }

    private void act(int deed, String session) {
        switch (deed) {
            case 0, 1 -> begin("s" + count, Map.of());
            case 2 -> begin("s" + count, Map.of("parent_session_id", session));
            case 3, 4, 5 -> say(session);
            case 6 -> rotate(session);
            case 7 -> compactInPlace(session);
            case 8 -> rewind(session);
            case 9 -> agent.run("UPDATE sessions SET title = ? WHERE id = ?", "Title " + count, session);
            case 10 -> agent.run("UPDATE sessions SET archived = 1 - archived WHERE id = ?", session);
            case 11 -> removeNewest(session);
            case 12 -> prune(session);
            default ->
                agent.run(
                        "INSERT OR REPLACE INTO session_turn_leases VALUES (?, 'x', 1, ?)",
                        session,
                        4_000_000_000L + count);
        }
    }

    private void begin(String id, Map<String, ?> columns) {
        Map<String, Object> all = new HashMap<>(columns);
        all.put("started_at", count);
        agent.session(id, all);
        sessions.add(id);
    }

    private void say(String session) {
        agent.message(
                session,
                random.nextBoolean() ? "user" : "assistant",
                "Text " + count,
                Map.of("timestamp", 1000 + count));
    }

    private void rotate(String session) {
        agent.run("UPDATE sessions SET ended_at = ?, end_reason = 'compression' WHERE id = ?", count, session);
        begin("s" + count, Map.of("parent_session_id", session));
        say("s" + count);
    }

    private void compactInPlace(String session) {
        agent.run("UPDATE messages SET active = 0, compacted = 1 WHERE session_id = ? AND active = 1", session);
        agent.run("""
                INSERT INTO messages (session_id, role, content, timestamp)
                SELECT session_id, role, content, timestamp FROM messages
                WHERE session_id = ? AND compacted = 1 ORDER BY id DESC LIMIT 2
                """, session);
        agent.message(session, "user", "[CONTEXT COMPACTION]", Map.of("timestamp", 1000 + count));
        recount(session);
    }

    private void rewind(String session) {
        agent.run("""
                UPDATE messages SET active = 0
                WHERE id = (SELECT max(id) FROM messages WHERE session_id = ? AND active = 1)
                """, session);
        agent.run("UPDATE sessions SET rewind_count = rewind_count + 1 WHERE id = ?", session);
    }

    private void removeNewest(String session) {
        agent.run("DELETE FROM messages WHERE id = (SELECT max(id) FROM messages WHERE session_id = ?)", session);
        recount(session);
    }

    private void recount(String session) {
        agent.run("""
                UPDATE sessions SET message_count = (SELECT count(*) FROM messages WHERE session_id = sessions.id)
                WHERE id = ?
                """, session);
    }

    private void prune(String session) {
        agent.run("UPDATE sessions SET parent_session_id = NULL WHERE parent_session_id = ?", session);
        agent.run("DELETE FROM messages WHERE session_id = ?", session);
        agent.run("DELETE FROM sessions WHERE id = ?", session);
        if (sessions.size() > 1) {
            sessions.remove(session);
        } else {
            agent.session(session, Map.of("started_at", count));
        }
    }

    @Override
    public String toString() {
        return done.toString();
    }
}
