package ai.hermes.sessions.session;

import ai.hermes.sessions.conversation.ConversationQuery;
import ai.hermes.sessions.conversation.Rule;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What of the list is asked for.
 *
 * @param allProfiles rows of all profiles instead of the caller's
 * @param includeArchived archived conversations as well
 * @param archivedLimit how many of the archived ones; empty for all
 * @param archivedOffset how many of the archived ones are passed over
 * @param bucket only that tab
 * @param rule instead of the list: what is kept off it by that rule
 * @param filter only what it says; its rule is {@code rule}
 * @param byJob runs of jobs folded, instead of rows
 * @param index the order of all rows instead of a page of them
 * @param limit how many rows at most
 * @param after only what comes after that place
 */
record ListQuery(
        boolean allProfiles,
        boolean includeArchived,
        OptionalInt archivedLimit,
        int archivedOffset,
        Optional<Bucket> bucket,
        Rule rule,
        ConversationQuery filter,
        boolean byJob,
        boolean index,
        int limit,
        Optional<PageCursor> after) {

    /** About how many bytes its texts take. */
    int weight() {
        return filter.weight() + after.map(PageCursor::weight).orElse(0);
    }
}
