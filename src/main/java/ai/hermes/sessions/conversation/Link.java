package ai.hermes.sessions.conversation;

import java.util.Optional;
import java.util.Set;

/** What a session is to its parent. The agent uses one column for all of these. */
public enum Link {
    /** It has no parent, or none that is still in the store. */
    ROOT,
    /** A copy that went its own way from the parent. */
    BRANCH,
    /** The chat began anew after the parent. */
    RESET,
    /** May carry on the parent's conversation, which was compressed. */
    CONTINUATION,
    /** Works for the parent, or belongs to it in another way. */
    CHILD;

    private static final Set<String> RESETS = Set.of(
            "new_session", "session_reset", "session_switch", "idle", "daily", "suspended", "resume_pending_expired");

    static Link of(SessionRow row, Optional<SessionRow> parent) {
        if (!row.delegateFrom().isEmpty() || Source.of(row.source()).subagent()) {
            return CHILD;
        }
        return parent.map(it -> toParent(row, it)).orElse(ROOT);
    }

    private static Link toParent(SessionRow row, SessionRow parent) {
        // Rows of old agents do not say that they are branches; their parent does.
        boolean branched = parent.endReason().equals("branched") && row.startedAt() >= parent.endedAt();
        if (!row.branchedFrom().isEmpty() || branched) {
            return BRANCH;
        }
        boolean sameChat = !row.sessionKey().isEmpty() && row.sessionKey().equals(parent.sessionKey());
        if (!row.resetFrom().isEmpty() || sameChat && RESETS.contains(parent.endReason())) {
            return RESET;
        }
        return parent.compressed() && !row.source().equals("tool") ? CONTINUATION : CHILD;
    }
}
