package ai.hermes.sessions.session;

import ai.hermes.sessions.conversation.Conversation;
import ai.hermes.sessions.conversation.Rule;
import ai.hermes.sessions.masking.MaskedPlaces;
import ai.hermes.sessions.store.Profile;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The list as it goes over the wire, without what moves with the clock. All counts are of the same moment as the rows.
 *
 * @param sessions the rows of this page
 * @param sidebarReferenceSessions archived parents of rows, for nesting
 * @param total rows of all pages together
 * @param nextCursor where the next page begins; null on the last
 * @param rules how many rows of the stores each rule keeps off the list
 * @param pending whether counts are still the agent's own, because the messages are being counted
 * @param sample whether these are made-up sessions for trying the service out
 * @param maskedCount how many credentials are masked in it; absent where none is
 */
@JsonNaming(SnakeCaseStrategy.class)
record SessionListBody(
        List<SessionSummary> sessions,
        List<SessionSummary> sidebarReferenceSessions,
        int cliCount,
        int archivedCount,
        int archivedWebuiCount,
        int archivedCliCount,
        boolean includeArchived,
        boolean allProfiles,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) OptionalInt archivedLimit,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) OptionalInt archivedOffset,
        String activeProfile,
        long otherProfileCount,
        int webuiSessionCount,
        int cliSessionCount,
        int total,
        Optional<String> nextCursor,
        Map<Rule, Long> rules,
        boolean pending,
        boolean sample,

        @JsonProperty("_masked_count") @JsonInclude(JsonInclude.Include.NON_EMPTY)
        MaskedPlaces maskedCount) {

    static SessionListBody of(ListQuery query, ListScope scope, Profile profile, boolean sample) {
        List<Conversation> archived = scope.under(Rule.ARCHIVED);
        List<Conversation> chosen = scope.matching(scope.under(query.rule()), query.filter());
        List<Conversation> visible = query.includeArchived() && query.rule() == Rule.LISTED
                ? scope.merged(chosen, page(scope.matching(archived, query.filter()), query))
                : chosen;
        List<Conversation> rows = visible.stream()
                .filter(it -> query.bucket().map(Bucket.of(it)::equals).orElse(true))
                .toList();
        List<Conversation> following = rows.stream()
                .filter(it -> query.after()
                        .map(place -> PageCursor.ORDER.compare(PageCursor.at(it, scope.now()), place) > 0)
                        .orElse(true))
                .toList();
        List<Conversation> page = following.stream().limit(query.limit()).toList();
        boolean more = following.size() > page.size();
        return new SessionListBody(
                summaries(page, scope, false),
                query.includeArchived() ? List.of() : summaries(archivedParents(page, scope), scope, true),
                visible.size(),
                archived.size(),
                count(archived, Bucket.WEBUI),
                count(archived, Bucket.CLI),
                query.includeArchived(),
                query.allProfiles(),
                query.archivedLimit(),
                query.archivedLimit().isPresent() ? OptionalInt.of(query.archivedOffset()) : OptionalInt.empty(),
                profile.name(),
                query.allProfiles() ? 0 : scope.otherProfiles(),
                count(visible, Bucket.WEBUI),
                count(visible, Bucket.CLI),
                rows.size(),
                more
                        ? Optional.of(PageCursor.at(page.get(page.size() - 1), scope.now())
                                .encoded())
                        : Optional.empty(),
                scope.kept(),
                scope.inside().stream().anyMatch(it -> !it.complete()),
                sample,
                MaskedPlaces.SO_FAR);
    }

    private static List<Conversation> page(List<Conversation> archived, ListQuery query) {
        return query.archivedLimit().isEmpty()
                ? archived
                : archived.stream()
                        .skip(query.archivedOffset())
                        .limit(query.archivedLimit().getAsInt())
                        .toList();
    }

    private static Set<Conversation> archivedParents(List<Conversation> rows, ListScope scope) {
        Set<Conversation> parents = new LinkedHashSet<>();
        for (Conversation row : rows) {
            Optional<Conversation> parent = scope.parentOf(row);
            while (parent.filter(it -> it.archived() && !it.trashed())
                    .filter(parents::add)
                    .isPresent()) {
                parent = scope.parentOf(parent.get());
            }
        }
        return parents;
    }

    private static List<SessionSummary> summaries(
            Iterable<Conversation> conversations, ListScope scope, boolean referenceOnly) {
        List<SessionSummary> summaries = new ArrayList<>();
        conversations.forEach(
                it -> summaries.add(SessionSummary.of(it, scope.parentOf(it), referenceOnly, scope.now())));
        return summaries;
    }

    private static int count(List<Conversation> conversations, Bucket bucket) {
        return (int)
                conversations.stream().filter(it -> Bucket.of(it) == bucket).count();
    }
}
