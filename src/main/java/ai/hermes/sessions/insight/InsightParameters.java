package ai.hermes.sessions.insight;

import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** What is asked for, as it came in the query string. */
final class InsightParameters {

    @QueryParam("days")
    @Parameter(description = "The last so many natural days with today, 1 to 3660; 30 if nothing is given")
    Optional<String> days;

    @QueryParam("from")
    @Parameter(description = "Instead of days: from that time on, such as 2026-08, 2026-08-15, 7d, today")
    Optional<String> from;

    @QueryParam("to")
    @Parameter(description = "With from: up to that time; to the end of today if not given")
    Optional<String> to;

    @QueryParam("tz")
    @Parameter(description = "Time zone of the days, such as Europe/Berlin; the service's if not given")
    Optional<String> tz;

    @QueryParam("q")
    @Parameter(description = "Only conversations that this search means; filters and words, no tool:, role:, has:")
    Optional<String> q;

    @QueryParam("profile")
    @Parameter(description = "Only of these profiles; the caller's if not given")
    List<String> profile;

    @QueryParam("all_profiles")
    @Parameter(description = "Flag: of all profiles")
    Optional<String> allProfiles;

    @QueryParam("format")
    @Parameter(description = "csv: the rows as CSV")
    Optional<String> format;

    boolean csv() {
        return format.filter("csv"::equalsIgnoreCase).isPresent();
    }
}
