package ai.hermes.sessions.annotation;

import java.util.Optional;

/**
 * That somebody did something, or was refused to.
 *
 * @param at when, in seconds since 1970
 * @param who the name of the caller
 * @param address from where, as far as it is known
 * @param deed what, such as {@code login} or {@code POST /api/session/pin}
 * @param subject to which conversation, project or key, by its id; empty where there is none. No secret
 * @param status how it ended, as a status of HTTP
 */
public record AuditEntry(double at, String who, String address, String deed, Optional<String> subject, int status) {}
