package ai.hermes.sessions.conversation;

import ai.hermes.sessions.store.Profile;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What runs again and again: a schedule of the agent, or what programs ask of its API.
 *
 * @param profile whose it is
 * @param source where its runs come from, as the store has it
 * @param id the agent's id of the schedule, which stands in the ids of its runs. The API knows no jobs: for its runs it
 *     is their title without numbers, or the source where they have none
 */
public record Job(Profile profile, String source, String id) {

    /** {@code cron_<job>_<stamp>}; the stamp may be in two parts. */
    private static final Pattern CRON = Pattern.compile("cron_(.+?)_(?:\\d{8}[_T-]?\\d{6}|\\d{8,})(?:[_.-].*)?");

    private static final Pattern NUMBERS = Pattern.compile("[#\\d][\\d:.,/_ -]*");

    /** What the ends of failed runs are named like; the agent's list of names is open. */
    private static final Pattern FAILED =
            Pattern.compile("error|fail|timeout|timed_out|crash|orphan|abort|interrupt|killed");

    /** The job that a conversation is a run of; empty where it is none. */
    public static Optional<Job> of(Conversation conversation) {
        Source source = conversation.source();
        return switch (source.kind()) {
            case CRON ->
                Optional.of(new Job(
                        conversation.profile(),
                        source.raw(),
                        cron(conversation.root().id())));
            case API -> Optional.of(new Job(conversation.profile(), source.raw(), api(conversation)));
            default -> Optional.empty();
        };
    }

    private static String cron(String sessionId) {
        Matcher id = CRON.matcher(sessionId);
        return id.matches() ? id.group(1) : sessionId.startsWith("cron_") ? sessionId.substring(5) : sessionId;
    }

    private static String api(Conversation conversation) {
        String title = conversation.title();
        String name = title.equals(conversation.source().defaultTitle())
                ? ""
                : NUMBERS.matcher(title).replaceAll("").strip();
        return name.isEmpty() ? conversation.source().raw() : name;
    }

    /** Whether a run failed: its end says so, or it ended and nobody answered. One that runs has not failed yet. */
    public static boolean failed(Conversation run, double now) {
        if (run.running(now)) {
            return false;
        }
        boolean unanswered = run.tip().endedAt() > 0
                && run.totalMessageCount() > 0
                && run.segments().size() == 1
                && run.userMessageCount() == run.messageCount();
        return unanswered
                || FAILED.matcher(run.tip().endReason().toLowerCase(Locale.ROOT))
                        .find();
    }
}
