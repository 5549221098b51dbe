package ai.hermes.sessions.annotation;

/** A copy was not made, or not taken. Nothing was changed. */
public final class BackupException extends Exception {

    private static final long serialVersionUID = 1L;

    private final BackupFault fault;

    BackupException(BackupFault fault) {
        super(fault.message());
        this.fault = fault;
    }

    BackupException(BackupFault fault, Throwable cause) {
        super(fault.message(), cause);
        this.fault = fault;
    }

    /** Why. */
    public BackupFault fault() {
        return fault;
    }
}
