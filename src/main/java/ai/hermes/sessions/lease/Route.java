package ai.hermes.sessions.lease;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import java.util.Optional;

/** The template of the HTTP route that work is done for, such as {@code /api/sessions}, carried with the context. */
public final class Route {

    private static final ContextKey<String> KEY = ContextKey.named("hermes.route");

    private Route() {}

    /** The context, with a route. */
    public static Context in(Context context, String template) {
        return context.with(KEY, template);
    }

    /** The route of a context; empty where the work is done for no request. */
    public static Optional<String> of(Context context) {
        return Optional.ofNullable(context.get(KEY));
    }
}
