package ai.hermes.sessions.watchdog;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The requests that are worked on now and the last that were answered, without anything that a caller sent. */
@Singleton
final class RequestLog {

    /** Before all other filters, which may refuse a request. */
    private static final int FIRST = 900_000;

    private static final int KEPT = 50;

    private static final Pattern WORD = Pattern.compile("[a-z_.-]{0,24}");

    private final Clock clock;
    private final Set<Entry> open = ConcurrentHashMap.newKeySet();
    private final AtomicReferenceArray<Entry> last = new AtomicReferenceArray<>(KEPT);
    private final AtomicLong answered = new AtomicLong();

    @Inject
    RequestLog(Clock clock) {
        this.clock = clock;
    }

    void register(@Observes Filters filters) {
        filters.register(this::follow, FIRST);
    }

    private void follow(RoutingContext context) {
        Entry entry = new Entry(
                context.request().method().name(), place(context.request().path()), clock.instant());
        open.add(entry);
        context.addEndHandler(end -> {
            entry.ended(context.response().getStatusCode(), Duration.between(entry.began, clock.instant()));
            open.remove(entry);
            last.set((int) (answered.getAndIncrement() % KEPT), entry);
        });
        context.next();
    }

    /**
     * The beginning of a path: the rest may be an id, or a token that opens something, and so may a beginning that is
     * none of ours.
     */
    static String place(String path) {
        String[] parts = Objects.requireNonNullElse(path, "/").split("/", 4);
        String first = parts.length > 1 ? word(parts[1]) : "";
        boolean ours = first.equals("api") || first.equals("q");
        return "/" + first + (ours && parts.length > 2 ? "/" + word(parts[2]) : "");
    }

    private static String word(String part) {
        return WORD.matcher(part).matches() ? part : "...";
    }

    /** One line for each request that is worked on, the oldest first, then for each of the last that were answered. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        open.stream()
                .sorted(Comparator.comparing(entry -> entry.began))
                .limit(KEPT)
                .forEach(entry -> lines.add(entry.line()));
        IntStream.range(0, KEPT)
                .mapToObj(last::get)
                .filter(Objects::nonNull)
                .sorted(Comparator.comparing(entry -> entry.began))
                .forEach(entry -> lines.add(entry.line()));
        return lines;
    }

    private static final class Entry {
        private final String method;
        private final String place;
        private final Instant began;
        private volatile String outcome = "is worked on";

        Entry(String method, String place, Instant began) {
            this.method = method;
            this.place = place;
            this.began = began;
        }

        void ended(int status, Duration took) {
            outcome = status + " after " + took.toMillis() + " ms";
        }

        String line() {
            return began + " " + method + " " + place + " " + outcome;
        }
    }
}
