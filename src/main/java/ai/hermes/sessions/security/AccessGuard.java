package ai.hermes.sessions.security;

import ai.hermes.sessions.caller.Caller;
import ai.hermes.sessions.caller.CallerAccess;
import ai.hermes.sessions.caller.ClientAddress;
import ai.hermes.sessions.caller.ForwardedPrefix;
import ai.hermes.sessions.caller.Role;
import ai.hermes.sessions.login.Throttle;
import ai.hermes.sessions.login.WaysIn;
import ai.hermes.sessions.wire.ErrorAnswer;
import io.quarkus.runtime.LaunchMode;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * Decides for every request whether its caller may make it: the only place that does. It finds out who calls, looks in
 * the {@link AccessTable} for what the address needs, and refuses what is not covered. What the table does not know is
 * not there for anybody but who may do all, who is answered by whatever serves it, or that nothing does.
 */
@Singleton
final class AccessGuard implements Handler<RoutingContext> {

    private static final ErrorAnswer UNKNOWN =
            new ErrorAnswer("Authentication required", "authentication_required", Map.of());
    private static final ErrorAnswer NOT_ROUTED = new ErrorAnswer("not found", "not_routed", Map.of());

    private final AccessTable table;
    private final Callers callers;
    private final WaysIn ways;
    private final ClientAddress addresses;
    private final AuditTrail trail;
    private final OpenStreams streams;
    private final Refusals refusals;
    private final boolean development;

    @Inject
    AccessGuard(
            AccessTable table,
            Callers callers,
            WaysIn ways,
            ClientAddress addresses,
            AuditTrail trail,
            OpenStreams streams,
            Refusals refusals,
            LaunchMode mode) {
        this.table = table;
        this.callers = callers;
        this.ways = ways;
        this.addresses = addresses;
        this.trail = trail;
        this.streams = streams;
        this.refusals = refusals;
        this.development = mode == LaunchMode.DEVELOPMENT;
    }

    @Override
    public void handle(RoutingContext context) {
        addresses.note(context);
        callers.find(context, found -> decide(context, found));
    }

    private void decide(RoutingContext context, Callers.Found found) {
        RequestView request = new RequestView(context);
        Caller caller = found.caller();
        CallerAccess.admit(context, caller);
        Optional<Rule> rule = table.rule(context.request().method().name(), request.plainPath());
        rule.ifPresent(it -> trail.follow(context, caller, it.role()));
        if (rule.filter(it -> caller.may(it.role(), it.everyProfile())).isPresent()) {
            streams.follow(context, found);
            context.next();
        } else if (rule.isEmpty() && (caller.may(Role.ADMIN, true) || tool(request))) {
            if (request.plainPath().isEmpty()) {
                // Whatever serves it, by another spelling: it is followed as all that needs a role.
                trail.follow(context, caller, Role.ADMIN);
            }
            streams.follow(context, found);
            unruled(context);
        } else if (found.retryAfter().isPresent()) {
            long seconds = found.retryAfter().getAsLong();
            context.response().putHeader(HttpHeaders.RETRY_AFTER, String.valueOf(seconds));
            refusals.answer(context, 429, Throttle.refused(seconds).answer());
        } else if (!caller.known()) {
            unknown(context, request);
        } else if (rule.isEmpty()) {
            refusals.answer(context, 404, NOT_ROUTED);
        } else {
            refuse(context, caller, rule.get());
        }
    }

    /** Nothing of ours has no rule, which a test keeps; if something has, nobody gets it. */
    private void unruled(RoutingContext context) {
        Optional<String> forgotten = table.without().stream()
                .filter(it -> it.contains(" " + context.normalizedPath() + ")"))
                .findFirst();
        if (forgotten.isPresent()) {
            refusals.answer(context, 403, new ErrorAnswer(forgotten.get(), "no_rule", Map.of()));
        } else {
            context.next();
        }
    }

    private void unknown(RoutingContext context, RequestView request) {
        if (request.reads() && PageRules.page(request.plainPath())) {
            String query = context.request().query();
            String next = URLEncoder.encode(
                    query == null ? request.plainPath() : request.plainPath() + "?" + query, StandardCharsets.UTF_8);
            context.request().resume();
            context.response()
                    .setStatusCode(302)
                    .putHeader(HttpHeaders.LOCATION, ForwardedPrefix.of(context.request()) + "/login?next=" + next)
                    .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                    .end();
        } else {
            context.response().putHeader("WWW-Authenticate", "Bearer");
            refusals.answer(context, 401, ways.unknown() ? WaysIn.unreadable().answer() : UNKNOWN);
        }
    }

    private void refuse(RoutingContext context, Caller caller, Rule rule) {
        boolean profiles = caller.role().covers(rule.role());
        refusals.answer(
                context,
                403,
                new ErrorAnswer(
                        profiles
                                ? "This is about all profiles, and you may not see all"
                                : "This needs the role " + rule.role().wireName(),
                        profiles ? "every_profile_required" : "role_required",
                        Map.of("role", rule.role().wireName())));
    }

    /** Quarkus' own pages; only dev mode has them. */
    private boolean tool(RequestView request) {
        return development && request.plainPath().startsWith("/q/");
    }
}
