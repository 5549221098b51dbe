package ai.hermes.sessions.annotation;

/** Something could not be kept. Nothing of it was. */
public final class AnnotationFaultException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final AnnotationFault fault;

    AnnotationFaultException(AnnotationFault fault) {
        super(fault.message());
        this.fault = fault;
    }

    AnnotationFaultException(AnnotationFault fault, Throwable cause) {
        super(fault.message(), cause);
        this.fault = fault;
    }

    /** Why. */
    public AnnotationFault fault() {
        return fault;
    }
}
