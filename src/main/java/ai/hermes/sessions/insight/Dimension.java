package ai.hermes.sessions.insight;

import ai.hermes.sessions.conversation.Conversation;
import ai.hermes.sessions.conversation.Job;
import ai.hermes.sessions.wire.ApiException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** By what figures are told apart. */
enum Dimension {
    /** Natural days of a time zone. */
    DAY,
    /** Months of it. */
    MONTH,
    /** The hours of a week, from 0 on Monday at 0:00. */
    HOUR_OF_WEEK,
    MODEL,
    /** Who bills for the model. */
    PROVIDER,
    SOURCE,
    PROFILE,
    /** What people put conversations together by. */
    PROJECT,
    /** What runs again and again. */
    JOB;

    static final int HOURS_OF_DAY = 24;
    static final int HOURS_OF_WEEK = 7 * HOURS_OF_DAY;
    private static final int MOST = 2;

    /**
     * One or two of them, as they are asked for.
     *
     * @throws ApiException 400 if there is no such
     */
    static List<Dimension> named(String text) {
        List<Dimension> all = Arrays.stream(text.split(","))
                .map(it -> one(it.strip()))
                .distinct()
                .toList();
        if (all.size() > MOST) {
            throw ApiException.badRequest("by takes one dimension, or two with a comma");
        }
        return all;
    }

    private static Dimension one(String name) {
        return Arrays.stream(values())
                .filter(it -> it.wireName().equals(name))
                .findFirst()
                .orElseThrow(() -> ApiException.badRequest("by knows "
                        + Arrays.stream(values()).map(Dimension::wireName).collect(Collectors.joining(", "))));
    }

    /** The name on the wire. */
    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether its keys have an order of their own. */
    boolean ordered() {
        return this == DAY || this == MONTH || this == HOUR_OF_WEEK;
    }

    /** Where a session belongs: a text, or a number for the hour of the week. */
    Object key(Conversation conversation, SessionUsage usage, ZoneId zone) {
        return switch (this) {
            case DAY -> began(usage, zone).toLocalDate().toString();
            case MONTH -> YearMonth.from(began(usage, zone)).toString();
            case HOUR_OF_WEEK -> hourOfWeek(began(usage, zone));
            case MODEL -> usage.row().model();
            case PROVIDER -> usage.row().provider();
            case SOURCE -> usage.row().source();
            case PROFILE -> conversation.profile().name();
            case PROJECT -> conversation.annotation().projectId().orElse("");
            case JOB -> Job.of(conversation).map(Job::id).orElse("");
        };
    }

    private static int hourOfWeek(ZonedDateTime time) {
        return (time.getDayOfWeek().getValue() - 1) * HOURS_OF_DAY + time.getHour();
    }

    static ZonedDateTime began(SessionUsage usage, ZoneId zone) {
        return Instant.ofEpochMilli((long) (usage.row().startedAt() * 1000)).atZone(zone);
    }
}
