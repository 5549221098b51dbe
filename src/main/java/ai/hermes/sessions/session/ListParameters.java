package ai.hermes.sessions.session;

import ai.hermes.sessions.annotation.Project;
import ai.hermes.sessions.conversation.ConversationQuery;
import ai.hermes.sessions.conversation.Rule;
import ai.hermes.sessions.wire.QueryValues;
import jakarta.ws.rs.QueryParam;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
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

    @QueryParam("view")
    @Parameter(description = "Id of a saved view: the conversations that its query means. Other filters narrow it")
    Optional<String> view;

    @QueryParam("profile")
    @Parameter(description = "With all_profiles: only those of these profiles")
    List<String> profile;

    @QueryParam("source")
    @Parameter(description = "Only those from one of these sources, by the agent's names, such as telegram")
    List<String> source;

    @QueryParam("project_id")
    @Parameter(description = "Only those in that project; none for those in no project")
    List<String> projectId;

    @QueryParam("tag")
    @Parameter(description = "Only those with all of these tags")
    List<String> tag;

    @QueryParam("title")
    @Parameter(description = "Only those with that in the title")
    List<String> title;

    @QueryParam("model")
    @Parameter(description = "Only those with that in the name of the model")
    List<String> model;

    @QueryParam("workspace")
    @Parameter(description = "Only those whose working folder is that one or in it")
    List<String> workspace;

    @QueryParam("active_after")
    @Parameter(description = "Only those that were active at that time or later, in seconds since 1970")
    List<String> activeAfter;

    @QueryParam("active_before")
    @Parameter(description = "Only those that were last active before that time, in seconds since 1970")
    List<String> activeBefore;

    @QueryParam("pinned")
    @Parameter(description = "true or false: only those that are pinned, or are not")
    List<String> pinned;

    @QueryParam("unread")
    @Parameter(description = "true or false: only those that are unread, or are not")
    List<String> unread;

    @QueryParam("has_children")
    @Parameter(description = "true or false: only those that others branched from or work for, or the other ones")
    List<String> hasChildren;

    @QueryParam("group")
    @Parameter(
            description = "job: automatic runs and those by API are folded into jobs, instead of rows; the first page"
                    + " tells of the 500 that ran last")
    Optional<String> group;

    @QueryParam("q")
    @Parameter(
            description = "Only those that this means, in the language of /api/search; words are looked for in titles,"
                    + " tags, notes, ids, projects and folders")
    List<String> q;

    @QueryParam("limit")
    @Parameter(description = "How many rows at most, 1 to 5000; 1000 if not given")
    Optional<String> limit;

    @QueryParam("cursor")
    @Parameter(description = "The next_cursor of an earlier answer: the rows that follow")
    Optional<String> cursor;

    /**
     * @param views the query of a saved view, by its id
     * @param projects those that a typed search may name
     */
    ListQuery query(Function<String, ConversationQuery> views, List<Project> projects) {
        return query(views, projects, false);
    }

    /** The same for the order of all rows: {@code limit} and {@code cursor} are not looked at. */
    ListQuery index(Function<String, ConversationQuery> views, List<Project> projects) {
        return query(views, projects, true);
    }

    private ListQuery query(Function<String, ConversationQuery> views, List<Project> projects, boolean index) {
        ConversationQuery filter = view.filter(id -> !id.isBlank())
                .map(views)
                .map(saved -> saved.and(filter(projects)))
                .orElseGet(() -> filter(projects));
        int rows = QueryValues.number(limit, MAX_LIMIT).orElse(DEFAULT_LIMIT);
        return new ListQuery(
                QueryValues.flag(allProfiles),
                QueryValues.flag(includeArchived),
                QueryValues.number(archivedLimit, MAX_ARCHIVED_LIMIT),
                QueryValues.number(archivedOffset, MAX_ARCHIVED_OFFSET).orElse(0),
                sidebarSource.flatMap(Bucket::named),
                rule.filter(name -> !name.isBlank())
                        .map(ConversationQueries::rule)
                        .or(filter::rule)
                        .orElse(Rule.LISTED),
                filter,
                !index && group.filter("job"::equals).isPresent(),
                index,
                index ? Integer.MAX_VALUE : rows == 0 ? DEFAULT_LIMIT : rows,
                cursor.filter(text -> !index && !text.isBlank()).map(PageCursor::decode));
    }

    private ConversationQuery filter(List<Project> projects) {
        Map<String, List<String>> members = new LinkedHashMap<>();
        members.put("profile", profile);
        members.put("source", source);
        members.put("project_id", projectId);
        members.put("tag", tag);
        members.put("title", title);
        members.put("model", model);
        members.put("workspace", workspace);
        members.put("active_after", activeAfter);
        members.put("active_before", activeBefore);
        members.put("pinned", pinned);
        members.put("unread", unread);
        members.put("has_children", hasChildren);
        members.put("q", q);
        return ConversationQueries.of(members, projects);
    }
}
