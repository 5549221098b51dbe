package ai.hermes.sessions.session;

import ai.hermes.sessions.conversation.Conversation;
import ai.hermes.sessions.conversation.Job;
import ai.hermes.sessions.conversation.Source;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A list without what its rows show: their order, and what they are grouped and marked by. Members that are arrays of
 * numbers have one for each row; a place is one of a table beside it, from 0 on, and -1 for none.
 *
 * @param sessions ids, as rows have them
 * @param conversations ids of conversations, by the row's place, where they are others than the session's
 * @param profiles the table of {@code profile}
 * @param profile whose it is; absent where all are of one profile
 * @param activity when it was last active, in seconds since 1970, as the difference to the row before it: most are
 *     small, and all are short
 * @param flags the sum of 1 pinned, 2 a turn runs, 4 unread, 8 archived, 16 read-only
 * @param sources the table of {@code source}
 * @param source where it came from
 * @param projects the table of {@code project}, ids
 * @param project in which it is
 * @param jobs the table of {@code job}
 * @param job which it is a run of
 */
@JsonNaming(SnakeCaseStrategy.class)
record SessionIndex(
        List<String> sessions,
        Map<Integer, String> conversations,
        List<String> profiles,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) int[] profile,
        long[] activity,
        int[] flags,
        List<Origin> sources,
        int[] source,
        List<String> projects,
        int[] project,
        List<Run> jobs,
        int[] job) {

    private static final int PINNED = 1;
    private static final int RUNNING = 2;
    private static final int UNREAD = 4;
    private static final int ARCHIVED = 8;
    private static final int READ_ONLY = 16;

    /**
     * Where rows came from.
     *
     * @param source as a filter takes it; empty where the agent noted none
     * @param kind what sort of source it is
     * @param label its name for people
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record Origin(String source, String kind, String label) {

        static Origin of(Source source) {
            return new Origin(source.raw(), source.kind().wireName(), source.label());
        }
    }

    /**
     * What runs again and again.
     *
     * @param jobId the agent's id of the schedule, or a name
     * @param source where its runs come from
     * @param profile whose it is
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record Run(String jobId, String source, String profile) {

        static Run of(Job job) {
            return new Run(job.id(), job.source(), job.profile().name());
        }
    }

    /**
     * @param rows in their order
     * @param now seconds since 1970
     */
    static SessionIndex of(List<Conversation> rows, double now) {
        int size = rows.size();
        Table<String> profiles = new Table<>();
        Table<Origin> sources = new Table<>();
        Table<String> projects = new Table<>();
        Table<Run> jobs = new Table<>();
        List<String> sessions = new ArrayList<>(size);
        Map<Integer, String> conversations = new LinkedHashMap<>();
        int[] profile = new int[size];
        long[] activity = new long[size];
        int[] flags = new int[size];
        int[] source = new int[size];
        int[] project = new int[size];
        int[] job = new int[size];
        long before = 0;
        for (int i = 0; i < size; i++) {
            Conversation row = rows.get(i);
            sessions.add(row.tip().id());
            if (!row.root().id().equals(row.tip().id())) {
                conversations.put(i, row.root().id());
            }
            profile[i] = profiles.place(row.profile().name());
            long at = (long) row.activity();
            activity[i] = at - before;
            before = at;
            flags[i] = flags(row, now);
            source[i] = sources.place(Origin.of(row.source()));
            project[i] = row.annotation().projectId().map(projects::place).orElse(-1);
            job[i] = Job.of(row).map(Run::of).map(jobs::place).orElse(-1);
        }
        return new SessionIndex(
                sessions,
                conversations,
                profiles.values(),
                profiles.values().size() > 1 ? profile : new int[0],
                activity,
                flags,
                sources.values(),
                source,
                projects.values(),
                project,
                jobs.values(),
                job);
    }

    private static int flags(Conversation row, double now) {
        return (row.pinned() ? PINNED : 0)
                + (row.running(now) ? RUNNING : 0)
                + (row.unread() ? UNREAD : 0)
                + (row.archived() ? ARCHIVED : 0)
                + (row.child() || row.keeping().readOnly() ? READ_ONLY : 0);
    }

    /** Values, each once, by the places at which they stand. */
    private static final class Table<T> {

        private final Map<T, Integer> places = new LinkedHashMap<>();

        int place(T value) {
            return places.computeIfAbsent(Objects.requireNonNull(value), it -> places.size());
        }

        List<T> values() {
            return List.copyOf(places.keySet());
        }
    }
}
