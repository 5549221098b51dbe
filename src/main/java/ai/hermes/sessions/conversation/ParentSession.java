package ai.hermes.sessions.conversation;

/**
 * The session that another one came of.
 *
 * @param id its id
 * @param source where it came from, as the store has it
 */
public record ParentSession(String id, String source) {

    static ParentSession of(SessionRow row) {
        return new ParentSession(row.id(), row.source());
    }
}
