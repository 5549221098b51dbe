package ai.hermes.sessions.session;

import ai.hermes.sessions.conversation.Rule;
import ai.hermes.sessions.wire.ApiException;
import ai.hermes.sessions.wire.QueryValues;
import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** The query string of the list as it came. */
final class ListParameters {

    private static final int MAX_LIMIT = 5_000;
    private static final int DEFAULT_LIMIT = 1_000;
    private static final int MAX_ARCHIVED_LIMIT = 2_000;
    private static final int MAX_ARCHIVED_OFFSET = 200_000;

    @QueryParam("all_profiles")
    @Parameter(description = "Flag: conversations of all profiles instead of the caller's")
    Optional<String> allProfiles;

    @QueryParam("include_archived")
    @Parameter(description = "Flag: archived conversations as well")
    Optional<String> includeArchived;

    @QueryParam("exclude_hidden")
    @Parameter(description = "Accepted for older clients. Hidden conversations are never among the rows")
    Optional<String> excludeHidden;

    @QueryParam("archived_limit")
    @Parameter(description = "With include_archived: how many archived conversations, 0 to 2000")
    Optional<String> archivedLimit;

    @QueryParam("archived_offset")
    @Parameter(description = "With archived_limit: how many archived conversations are passed over")
    Optional<String> archivedOffset;

    @QueryParam("sidebar_source")
    @Parameter(description = "webui or cli: only the rows of that tab; the counts are of both")
    Optional<String> sidebarSource;

    @QueryParam("rule")
    @Parameter(description = "Instead of the list: the conversations that this rule keeps off it, such as automation")
    Optional<String> rule;

    @QueryParam("limit")
    @Parameter(description = "How many rows at most, 1 to 5000; 1000 if not given")
    Optional<String> limit;

    @QueryParam("cursor")
    @Parameter(description = "The next_cursor of an earlier answer: the rows that follow")
    Optional<String> cursor;

    ListQuery query() {
        int rows = QueryValues.number(limit, MAX_LIMIT).orElse(DEFAULT_LIMIT);
        return new ListQuery(
                QueryValues.flag(allProfiles),
                QueryValues.flag(includeArchived),
                QueryValues.number(archivedLimit, MAX_ARCHIVED_LIMIT),
                QueryValues.number(archivedOffset, MAX_ARCHIVED_OFFSET).orElse(0),
                sidebarSource.flatMap(Bucket::named),
                rule.filter(name -> !name.isBlank()).map(ListParameters::named).orElse(Rule.LISTED),
                rows == 0 ? DEFAULT_LIMIT : rows,
                cursor.filter(text -> !text.isBlank()).map(PageCursor::decode));
    }

    private static Rule named(String name) {
        Rule rule = Rule.named(name)
                .orElseThrow(() -> ApiException.badRequest("rule is none of those that the answer counts"));
        return switch (rule) {
            case SEGMENT ->
                throw ApiException.badRequest("rule segment has no rows: each is in its conversation's row");
            case OTHER_PROFILE -> throw ApiException.badRequest("rule other_profile has no rows: see all_profiles");
            default -> rule;
        };
    }
}
