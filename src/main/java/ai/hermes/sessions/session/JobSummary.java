package ai.hermes.sessions.session;

import ai.hermes.sessions.conversation.Conversation;
import ai.hermes.sessions.conversation.Job;
import ai.hermes.sessions.conversation.SessionRow;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The runs of one job as one row. Times are seconds since 1970.
 *
 * @param jobId the agent's id of the job; for runs by API their title without numbers, or the source
 * @param name the title of the newest run that has one, else the id
 * @param source {@code cron} or the source of API runs, as the agent names it
 * @param profile whose job it is
 * @param runs how many there were
 * @param failures how many of them failed: their end says so, or they ended without an answer
 * @param running how many run now
 * @param estimatedCost of all runs whose cost is known, in US dollars; null where it is known of none
 * @param unpricedRuns of how many the cost is not known
 * @param lastRunAt when the newest run was last active
 * @param lastSessionId its id
 * @param lastFailed whether it failed
 * @param lastFailureAt when the newest of those that failed was last active; null where none did
 */
@JsonNaming(SnakeCaseStrategy.class)
record JobSummary(
        String jobId,
        String name,
        String source,
        String profile,
        int runs,
        int failures,
        int running,
        OptionalDouble estimatedCost,
        int unpricedRuns,
        double lastRunAt,
        String lastSessionId,
        boolean lastFailed,
        OptionalDouble lastFailureAt) {

    /**
     * Some jobs.
     *
     * @param latest those that ran last, the last one first
     * @param total how many there are of them and all others
     */
    record Jobs(List<JobSummary> latest, int total) {}

    /**
     * The jobs of some conversations.
     *
     * @param conversations those that are no runs of jobs are passed over
     * @param most how many are told of at most: what programs ask of the API makes a job of each title
     * @param now seconds since 1970
     */
    static Jobs of(List<Conversation> conversations, int most, double now) {
        Map<Job, List<Conversation>> runs = new LinkedHashMap<>();
        for (Conversation each : conversations) {
            Job.of(each).ifPresent(job -> runs.computeIfAbsent(job, it -> new ArrayList<>())
                    .add(each));
        }
        List<JobSummary> latest = runs.entrySet().stream()
                .map(entry -> new Ran(entry.getKey(), entry.getValue(), lastActive(entry.getValue())))
                .sorted(Comparator.comparingDouble(Ran::at).reversed().thenComparing(it -> it.job()
                        .id()))
                .limit(most)
                .map(it -> of(it.job(), it.runs(), now))
                .toList();
        return new Jobs(latest, runs.size());
    }

    private static double lastActive(List<Conversation> runs) {
        return runs.stream().mapToDouble(Conversation::activity).max().orElseThrow();
    }

    private record Ran(Job job, List<Conversation> runs, double at) {}

    private static JobSummary of(Job job, List<Conversation> runs, double now) {
        List<Conversation> newestFirst = runs.stream()
                .sorted(Comparator.comparingDouble(Conversation::activity).reversed())
                .toList();
        Conversation last = newestFirst.get(0);
        List<Conversation> failed =
                newestFirst.stream().filter(it -> Job.failed(it, now)).toList();
        List<OptionalDouble> costs = runs.stream().map(JobSummary::cost).toList();
        OptionalDouble known = costs.stream()
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .reduce(Double::sum);
        return new JobSummary(
                job.id(),
                newestFirst.stream()
                        .flatMap(it -> titled(it).stream())
                        .findFirst()
                        .orElse(job.id()),
                job.source(),
                job.profile().name(),
                runs.size(),
                failed.size(),
                (int) runs.stream().filter(it -> it.running(now)).count(),
                known,
                (int) costs.stream().filter(OptionalDouble::isEmpty).count(),
                last.activity(),
                last.tip().id(),
                Job.failed(last, now),
                failed.stream().mapToDouble(Conversation::activity).findFirst());
    }

    private static Optional<String> titled(Conversation run) {
        return Optional.of(run.title()).filter(it -> !it.equals(run.source().defaultTitle()));
    }

    private static OptionalDouble cost(Conversation run) {
        return run.segments().stream()
                .map(SessionRow::cost)
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .reduce(Double::sum);
    }
}
