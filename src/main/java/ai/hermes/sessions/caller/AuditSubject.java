package ai.hermes.sessions.caller;

/** An answer that knows what was done to what: it made something whose id no request could name. */
public interface AuditSubject {

    /** The id of what was made; no secret. */
    String auditSubject();
}
