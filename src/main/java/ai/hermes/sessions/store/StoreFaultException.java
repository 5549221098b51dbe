package ai.hermes.sessions.store;

/** A store could not be read. Carries the fault that is told to callers; the cause is for the log only. */
public final class StoreFaultException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Profile profile;
    private final StoreFault fault;

    /** Without a cause, for what was seen before the store was touched. */
    public StoreFaultException(Profile profile, StoreFault fault) {
        this(profile, fault, null);
    }

    /**
     * @param profile whose store it is
     * @param fault what is wrong
     * @param cause what the driver said; may be null
     */
    public StoreFaultException(Profile profile, StoreFault fault, Throwable cause) {
        super(fault.message(), cause);
        this.profile = profile;
        this.fault = fault;
    }

    /** Whose store it is. */
    public Profile profile() {
        return profile;
    }

    /** What is wrong. */
    public StoreFault fault() {
        return fault;
    }
}
