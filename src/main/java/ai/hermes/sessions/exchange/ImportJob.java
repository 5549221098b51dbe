package ai.hermes.sessions.exchange;

import ai.hermes.sessions.store.Profile;
import java.util.HashSet;
import java.util.Set;
import java.util.function.UnaryOperator;

/** An import and how far it is. */
final class ImportJob {

    static final String FILE = ".import";
    static final String STATE = ".import-state";

    private final String id;
    private final Profile profile;
    private final long createdAt;
    private final Attempts attempts;
    private final Set<String> own = new HashSet<>();
    private volatile ImportStatus status;
    private volatile boolean cancelled;

    ImportJob(String id, Profile profile, long createdAt, ImportStatus status, int begun) {
        this.id = id;
        this.profile = profile;
        this.createdAt = createdAt;
        this.status = status;
        this.attempts = new Attempts(begun);
    }

    String id() {
        return id;
    }

    Profile profile() {
        return profile;
    }

    /** When it was begun, in milliseconds since 1970. */
    long createdAt() {
        return createdAt;
    }

    Attempts attempts() {
        return attempts;
    }

    ImportStatus status() {
        return status;
    }

    synchronized void note(UnaryOperator<ImportStatus> change) {
        status = change.apply(status);
    }

    /** Notes a conversation by what it is known by; tells whether this import has had it before, in another form. */
    synchronized boolean again(String identity) {
        return !own.add(identity);
    }

    void cancel() {
        cancelled = true;
    }

    boolean cancelled() {
        return cancelled;
    }

    String file() {
        return id + FILE;
    }

    String state() {
        return id + STATE;
    }
}
