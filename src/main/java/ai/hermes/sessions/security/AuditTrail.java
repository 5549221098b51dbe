package ai.hermes.sessions.security;

import ai.hermes.sessions.caller.AuditSubject;
import ai.hermes.sessions.caller.Caller;
import ai.hermes.sessions.caller.Role;
import ai.hermes.sessions.login.AuditLog;
import ai.hermes.sessions.login.AuthConfig;
import ai.hermes.sessions.login.Visit;
import ai.hermes.sessions.wire.JsonBody;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Has all that changes something, and needs a role for it, written into the record of who did what. */
@Singleton
final class AuditTrail {

    private static final String SUBJECT = AuditTrail.class.getName();
    private static final String FOLLOWED = SUBJECT + ".followed";
    private static final String[] NAMES = {"session_id", "id", "project_id", "change_id"};
    private static final Pattern ID = Pattern.compile("[0-9A-Za-z_-]{1,100}");
    private static final int LARGE = 64 * 1024;
    private static final int PATH_LENGTH = 200;

    private final AuditLog log;
    private final JsonBody.Reader bodies;
    private final String cookie;

    @Inject
    AuditTrail(AuditLog log, JsonBody.Reader bodies, AuthConfig config) {
        this.log = log;
        this.bodies = bodies;
        this.cookie = config.cookie();
    }

    /** Follows a request to its end. */
    void follow(RoutingContext context, Caller caller, Role needed) {
        RequestView request = new RequestView(context);
        if (request.changes() && needed.covers(Role.ORGANISE)) {
            String deed = context.request().method().name() + " " + path(context, request);
            String address = Visit.of(context, cookie).address();
            context.put(FOLLOWED, Boolean.TRUE);
            // Before the answer is out, so that who has it finds the entry.
            context.addHeadersEndHandler(end -> log.note(
                    caller,
                    address,
                    deed,
                    Optional.ofNullable(context.get(SUBJECT)),
                    context.response().getStatusCode()));
        }
    }

    private static String path(RoutingContext context, RequestView request) {
        String plain = request.plainPath();
        String path = plain.isEmpty() ? context.normalizedPath() : plain;
        return path.length() > PATH_LENGTH ? path.substring(0, PATH_LENGTH) : path;
    }

    /** Keeps what a request is about, by its id, until its end. */
    void asked(RoutingContext context, byte[] body) {
        if (context.get(FOLLOWED) != null) {
            named(body).ifPresent(it -> context.put(SUBJECT, it));
        }
    }

    /** The same of what it made. */
    void answered(RoutingContext context, Object answer) {
        if (answer instanceof AuditSubject made) {
            context.put(SUBJECT, made.auditSubject());
        }
    }

    private Optional<String> named(byte[] body) {
        if (body.length > LARGE) {
            return Optional.of("many");
        }
        JsonBody members = bodies.read(body);
        return Stream.of(NAMES)
                .flatMap(it -> members.text(it).stream())
                .filter(it -> ID.matcher(it).matches())
                .findFirst()
                .or(() -> members.list("ids").map(it -> it.size() + " sessions"));
    }
}
