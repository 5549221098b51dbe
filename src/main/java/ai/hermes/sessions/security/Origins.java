package ai.hermes.sessions.security;

import io.vertx.core.http.HttpHeaders;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Tells whether a request comes from a page that may use the service. */
@Singleton
final class Origins {

    /** What a request tells of the page that sent it. */
    enum Verdict {
        /** It is a page of our own, or of an allowed origin. */
        TRUSTED,
        /** It is somebody else's page, or tells its origin in no way that can be understood. */
        FOREIGN,
        /** It tells nothing: no browser, or one that keeps it to itself. */
        UNTOLD
    }

    private final Allowed allowed;

    @Inject
    Origins(Allowed allowed) {
        this.allowed = allowed;
    }

    /** The verdict by the header {@code Origin}, else by {@code Referer}. */
    Verdict of(RequestView request) {
        List<String> told = request.header(HttpHeaders.ORIGIN);
        if (told.isEmpty()) {
            told = request.header(HttpHeaders.REFERER);
        }
        if (told.isEmpty()) {
            return Verdict.UNTOLD;
        }
        Optional<Origin> origin = told.size() == 1 ? Origin.parse(told.get(0)) : Optional.empty();
        return origin.filter(it -> trusted(it, request)).isPresent() ? Verdict.TRUSTED : Verdict.FOREIGN;
    }

    private boolean trusted(Origin origin, RequestView request) {
        return allowed.origin(origin) || request.host().filter(origin::isSameAs).isPresent();
    }
}
