package ai.hermes.sessions.session;

import ai.hermes.sessions.conversation.Rule;
import ai.hermes.sessions.store.Profile;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The list as it goes over the wire, without its rows and what moves with the clock. All counts are of the same moment
 * as the rows.
 *
 * @param total rows of all pages together
 * @param nextCursor where the next page begins; null on the last
 * @param rules how many rows of the stores each rule keeps off the list
 * @param pending whether counts are still the agent's own, because the messages are being counted
 * @param sample whether these are made-up sessions for trying the service out
 * @param jobs automatic runs, folded by what runs again and again: those that ran last, 500 at most, of both tabs and
 *     whatever the limit; there only where it was asked for, and on the first page
 * @param jobsTotal how many jobs there are; there where {@code jobs} is
 * @param foldedCount how many rows of the list stand in these instead; there only where it was asked for
 */
@JsonNaming(SnakeCaseStrategy.class)
record SessionListBody(
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
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<List<JobSummary>> jobs,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) OptionalInt jobsTotal,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) OptionalInt foldedCount) {

    private static final int MOST_JOBS = 500;

    /**
     * @param page the rows
     * @param profile whose list it is
     * @param sample whether these are made-up sessions
     */
    static SessionListBody of(ListPage page, Profile profile, boolean sample) {
        ListQuery query = page.query();
        ListScope scope = page.scope();
        int archivedCli = page.archivedCli();
        Optional<JobSummary.Jobs> jobs = page.jobs().map(runs -> JobSummary.of(runs, MOST_JOBS, scope.now()));
        int visibleCli = page.visibleCli();
        return new SessionListBody(
                page.visible().size(),
                page.archived().size(),
                page.archived().size() - archivedCli,
                archivedCli,
                query.includeArchived(),
                query.allProfiles(),
                query.archivedLimit(),
                query.archivedLimit().isPresent() ? OptionalInt.of(query.archivedOffset()) : OptionalInt.empty(),
                profile.name(),
                query.allProfiles() ? 0 : scope.otherProfiles(),
                page.visible().size() - visibleCli,
                visibleCli,
                page.total(),
                page.next().map(PageCursor::encoded),
                scope.kept(),
                scope.inside().stream().anyMatch(it -> !it.complete()),
                sample,
                jobs.map(JobSummary.Jobs::latest),
                jobs.stream().mapToInt(JobSummary.Jobs::total).findFirst(),
                query.byJob() ? OptionalInt.of(page.folded()) : OptionalInt.empty());
    }
}
