package ai.hermes.sessions.insight;

import ai.hermes.sessions.annotation.AnnotationRepository;
import ai.hermes.sessions.annotation.Project;
import ai.hermes.sessions.caller.CallerProfile;
import ai.hermes.sessions.conversation.ConversationFilter;
import ai.hermes.sessions.query.QueryException;
import ai.hermes.sessions.query.SearchText;
import ai.hermes.sessions.store.AgentStore;
import ai.hermes.sessions.store.AgentStores;
import ai.hermes.sessions.store.Profile;
import ai.hermes.sessions.wire.ApiException;
import ai.hermes.sessions.wire.QueryValues;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Understands what a caller asks for, within what it may see. */
@RequestScoped
class InsightQueries {

    private static final int DEFAULT_DAYS = 30;

    private final AgentStores stores;
    private final AnnotationRepository annotations;
    private final CallerProfile caller;
    private final Clock clock;

    @Inject
    InsightQueries(AgentStores stores, AnnotationRepository annotations, CallerProfile caller, Clock clock) {
        this.stores = stores;
        this.annotations = annotations;
        this.caller = caller;
        this.clock = clock;
    }

    /** @throws ApiException 400 if it makes no sense, 404 if there is no such profile */
    InsightQuery of(InsightParameters asked) {
        ZonedDateTime now = now(asked.tz);
        List<Project> projects = annotations.annotations().projects();
        Optional<ConversationFilter> filter =
                given(asked.q).map(InsightQueries::parsed).map(text -> ConversationFilter.of(text, projects, now));
        return new InsightQuery(
                stores(asked),
                range(asked, now),
                filter,
                projects.stream().collect(Collectors.toMap(Project::id, Project::name, (one, other) -> one)),
                now.toEpochSecond());
    }

    /** The moment, in the time zone that is asked for. */
    ZonedDateTime now(Optional<String> zone) {
        return clock.instant().atZone(given(zone).map(InsightQueries::zone).orElse(ZoneId.systemDefault()));
    }

    /** The stores that are asked for. */
    List<AgentStore> stores(InsightParameters asked) {
        if (QueryValues.flag(asked.allProfiles)) {
            return stores.all().stream()
                    .filter(it -> caller.visible().sees(it.profile()))
                    .toList();
        } else if (asked.profile.isEmpty()) {
            return List.of(store(caller.profile()));
        }
        return asked.profile.stream()
                .map(name -> Profile.named(name).orElseThrow(InsightQueries::noProfile))
                .distinct()
                .map(this::store)
                .toList();
    }

    private AgentStore store(Profile profile) {
        return Optional.of(profile)
                .filter(caller.visible()::sees)
                .flatMap(stores::of)
                .orElseThrow(InsightQueries::noProfile);
    }

    private static ApiException noProfile() {
        return ApiException.notFound("There is no such profile");
    }

    private static Range range(InsightParameters asked, ZonedDateTime now) {
        Optional<String> from = given(asked.from);
        Optional<String> to = given(asked.to);
        if (from.isPresent()) {
            return Range.of(from.get(), to, now);
        } else if (to.isPresent()) {
            throw ApiException.badRequest("to needs a from");
        }
        return Range.lastDays(days(asked.days, Range.MAX_DAYS), now);
    }

    /** A number of days, brought into its range. */
    static int days(Optional<String> text, int most) {
        return Math.max(1, QueryValues.number(text, most).orElse(DEFAULT_DAYS));
    }

    private static SearchText parsed(String text) {
        try {
            SearchText search = SearchText.parse(text);
            if (!search.ofMessages().isEmpty()) {
                throw ApiException.badRequest("tool:, role: and has: are about messages, and sessions are counted");
            }
            return search;
        } catch (QueryException e) {
            throw new ApiException(
                    400, "query_invalid", e.getMessage(), Map.of("position", e.position(), "length", e.length()));
        }
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw ApiException.badRequest("tz needs a time zone, such as Europe/Berlin");
        }
    }

    private static Optional<String> given(Optional<String> value) {
        return value.map(String::strip).filter(it -> !it.isEmpty());
    }
}
