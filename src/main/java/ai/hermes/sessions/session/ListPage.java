package ai.hermes.sessions.session;

import ai.hermes.sessions.conversation.Conversation;
import ai.hermes.sessions.conversation.ConversationQuery;
import ai.hermes.sessions.conversation.Job;
import ai.hermes.sessions.conversation.Rule;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The conversations of one page of a list, and those that are counted with it.
 *
 * @param query what was asked for
 * @param scope what it is chosen from
 * @param rows the page
 * @param references archived parents of these, for nesting
 * @param archived all archived ones
 * @param visible those of all pages, of both tabs
 * @param total how many are on all pages of the tab
 * @param next where the next page begins; empty on the last
 * @param jobs runs of jobs; empty where they are not to be folded, and on all pages but the first
 * @param folded how many of these would be rows otherwise
 */
record ListPage(
        ListQuery query,
        ListScope scope,
        List<Conversation> rows,
        Set<Conversation> references,
        List<Conversation> archived,
        List<Conversation> visible,
        int total,
        Optional<PageCursor> next,
        Optional<List<Conversation>> jobs,
        int folded) {

    static ListPage of(ListQuery query, ListScope scope) {
        List<Conversation> archived = scope.under(Rule.ARCHIVED);
        List<Conversation> chosen = scope.matching(scope.under(query.rule()), query.filter());
        List<Conversation> all = query.includeArchived() && query.rule() == Rule.LISTED
                ? scope.merged(chosen, page(scope.matching(archived, query.filter()), query))
                : chosen;
        List<Conversation> visible =
                query.byJob() ? all.stream().filter(it -> Job.of(it).isEmpty()).toList() : all;
        List<Conversation> ofTab = query.bucket()
                .map(bucket ->
                        visible.stream().filter(it -> Bucket.of(it) == bucket).toList())
                .orElse(visible);
        int from = query.after().map(place -> after(place, ofTab, scope.now())).orElse(0);
        int to = Math.min(ofTab.size(), from + query.limit());
        List<Conversation> rows = ofTab.subList(from, to);
        return new ListPage(
                query,
                scope,
                rows,
                query.includeArchived() || query.index() ? Set.of() : archivedParents(rows, scope),
                archived,
                visible,
                ofTab.size(),
                to < ofTab.size() ? Optional.of(PageCursor.at(ofTab.get(to - 1), scope.now())) : Optional.empty(),
                query.byJob() && query.after().isEmpty() ? Optional.of(runs(query, scope, chosen)) : Optional.empty(),
                all.size() - visible.size());
    }

    /** How many of the archived ones are sessions of a command line. */
    int archivedCli() {
        return scope.commandLine(Rule.ARCHIVED);
    }

    /** How many of those of all pages are sessions of a command line. */
    int visibleCli() {
        boolean all = query.filter().equals(ConversationQuery.ALL) && !query.includeArchived() && !query.byJob();
        return all ? scope.commandLine(query.rule()) : Bucket.CLI.count(visible);
    }

    /** How many come before what follows a place. The list is in order, so that few are looked at. */
    private static int after(PageCursor place, List<Conversation> list, double now) {
        int from = 0;
        int to = list.size();
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (PageCursor.ORDER.compare(PageCursor.at(list.get(middle), now), place) > 0) {
                to = middle;
            } else {
                from = middle + 1;
            }
        }
        return from;
    }

    /** Also those runs that settings keep off the list: they do not crowd it as jobs. */
    private static List<Conversation> runs(ListQuery query, ListScope scope, List<Conversation> chosen) {
        return query.rule() == Rule.LISTED
                ? Stream.concat(chosen.stream(), scope.matching(scope.under(Rule.AUTOMATION), query.filter()).stream())
                        .toList()
                : chosen;
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
}
