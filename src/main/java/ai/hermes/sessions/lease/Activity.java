package ai.hermes.sessions.lease;

import java.util.ArrayList;
import java.util.List;

/** What a connection does: its statements and its transaction. */
final class Activity {

    private final List<Tracked> statements = new ArrayList<>(4);
    private final TransactionState transaction = new TransactionState();

    TransactionState transaction() {
        return transaction;
    }

    synchronized void add(Tracked statement) {
        statements.add(statement);
    }

    synchronized void remove(Tracked statement) {
        // By identity, and the last one first: it is nearly always that.
        for (int i = statements.size() - 1; i >= 0; i--) {
            if (statements.get(i) == statement) {
                statements.remove(i);
                return;
            }
        }
    }

    synchronized LeaseState state() {
        for (Tracked statement : statements) {
            if (statement.cursorOpen()) {
                return LeaseState.CURSOR_OPEN;
            }
        }
        return transaction.open() ? LeaseState.TRANSACTION_OPEN : LeaseState.IDLE;
    }

    synchronized List<Tracked> statements() {
        return List.copyOf(statements);
    }
}
