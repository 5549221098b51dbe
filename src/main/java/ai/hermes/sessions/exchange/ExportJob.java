package ai.hermes.sessions.exchange;

import java.util.concurrent.atomic.AtomicReference;

/** An export and how far it is. */
final class ExportJob {

    static final String FILE = ".export";
    static final String PART = ".export-part";
    static final String STATE = ".export-state";

    private final Export export;
    private final boolean direct;
    private final Attempts attempts;
    private final AtomicReference<ExportStatus> status;
    private volatile boolean cancelled;

    ExportJob(Export export, ExportStatus status, int begun, boolean direct) {
        this.export = export;
        this.direct = direct;
        this.attempts = new Attempts(begun);
        this.status = new AtomicReference<>(status);
    }

    Export export() {
        return export;
    }

    /** Whether somebody waits for it, and nobody will ask for it later. */
    boolean direct() {
        return direct;
    }

    Attempts attempts() {
        return attempts;
    }

    ExportStatus status() {
        return status.get();
    }

    void note(ExportStatus now) {
        status.set(now);
    }

    void cancel() {
        cancelled = true;
    }

    boolean cancelled() {
        return cancelled;
    }

    String file() {
        return export.id() + FILE;
    }

    String part() {
        return export.id() + PART;
    }

    String state() {
        return export.id() + STATE;
    }
}
