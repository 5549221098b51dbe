package ai.hermes.sessions.security;

import ai.hermes.sessions.wire.ErrorAnswer;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Set;

/**
 * Refuses what a page of somebody else makes a browser send, where it would change something or hold a stream open.
 * Programs that are no browser send neither {@code Origin} nor {@code Referer} and are not concerned: nobody else can
 * make them call.
 */
@Singleton
final class OriginGuard implements Handler<RoutingContext> {

    private static final Set<String> FOREIGN = Set.of("cross-site", "same-site");

    private final Origins origins;
    private final Refusals refusals;

    @Inject
    OriginGuard(Origins origins, Refusals refusals) {
        this.origins = origins;
        this.refusals = refusals;
    }

    @Override
    public void handle(RoutingContext context) {
        RequestView request = new RequestView(context);
        if ((request.changes() || request.streams()) && foreign(request)) {
            refusals.answer(
                    context,
                    403,
                    new ErrorAnswer(
                            "Cross-origin mismatch - check reverse proxy headers",
                            "cross_origin",
                            Map.of(
                                    "remedy",
                                    "Let the proxy pass the Host header on, or add the page's origin to the property"
                                            + " hermes.security.allowed-origins.")));
        } else {
            context.next();
        }
    }

    /**
     * A browser that tells nothing but that a foreign page asks has had its {@code Referer} suppressed by that page.
     */
    private boolean foreign(RequestView request) {
        return switch (origins.of(request)) {
            case TRUSTED -> false;
            case FOREIGN -> true;
            case UNTOLD -> request.header("Sec-Fetch-Site").stream().anyMatch(FOREIGN::contains);
        };
    }
}
