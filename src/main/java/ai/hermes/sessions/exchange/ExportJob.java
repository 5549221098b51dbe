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
    private volatile boolean masked;

    /** @param masked whether its file, if it has one, shows no credential */
    ExportJob(Export export, ExportStatus status, int begun, boolean masked, boolean direct) {
        this.export = export;
        this.masked = masked;
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

    /** Whether credentials were masked in all that was written of its file. */
    boolean masked() {
        return masked;
    }

    /** Its file is begun anew. */
    void begin(boolean masking) {
        masked = masking;
    }

    /** Its file goes on. */
    void goOn(boolean masking) {
        masked = masked && masking;
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
