package ai.hermes.sessions.insight;

import ai.hermes.sessions.conversation.Conversation;
import ai.hermes.sessions.conversation.Projection;
import ai.hermes.sessions.conversation.SessionRow;
import ai.hermes.sessions.store.Profile;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What all sessions of one profile used, at one moment; immutable.
 *
 * @param projection the list that it belongs to
 * @param generation of the store's file
 * @param bySession what each used, by its id
 * @param ledger whether the store keeps a ledger
 * @param ledgerAt when the ledger was last changed, in seconds since 1970
 * @param readAt when all of it was read last; in between only what changed is
 * @param asOf when it was last known to be what the store has
 */
record UsageTable(
        Projection projection,
        long generation,
        Map<String, SessionUsage> bySession,
        boolean ledger,
        double ledgerAt,
        Instant readAt,
        Instant asOf) {

    Profile profile() {
        return projection.profile();
    }

    /** What a session of a conversation used; empty where no figures are kept of it. */
    Optional<SessionUsage> of(SessionRow row) {
        return Optional.ofNullable(bySession.get(row.id()));
    }

    /** The same, found to be so still. */
    UsageTable stillTrue(Projection same, Instant at) {
        return new UsageTable(same, generation, bySession, ledger, ledgerAt, readAt, at);
    }

    /** About how much memory it takes. */
    long weight() {
        return SessionUsage.weight(bySession.values());
    }

    /** Tells each session that began in a range, of the conversations that are meant. */
    void visit(UsageSelection selection, Visitor visitor) {
        for (Conversation conversation : projection.conversations()) {
            boolean decided = false;
            for (SessionRow row : conversation.segments()) {
                SessionUsage usage = bySession.get(row.id());
                if (usage != null && selection.in(usage)) {
                    if (!decided && !selection.means(conversation)) {
                        break;
                    }
                    decided = true;
                    visitor.visit(conversation, usage);
                }
            }
        }
    }

    /** Is told of sessions one by one. */
    @FunctionalInterface
    interface Visitor {

        /** One session, and the conversation that it is of. */
        void visit(Conversation conversation, SessionUsage usage);
    }
}
