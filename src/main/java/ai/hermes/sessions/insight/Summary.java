package ai.hermes.sessions.insight;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Optional;

/**
 * The summary that clients of hermes-webui know.
 *
 * @param periodDays how many days
 * @param totalSessions sessions that began or ended in them
 * @param totalMessages their messages
 * @param totalInputTokens tokens sent
 * @param totalOutputTokens tokens received
 * @param totalCacheReadTokens tokens from the cache
 * @param totalCacheHitPercent the part of what was sent that came from the cache; null where nothing was sent
 * @param totalTokens sent and received
 * @param totalCost the agent's estimate, in US dollars
 * @param models by model, the most tokens first
 * @param dailyTokens by the day on which sessions began
 * @param activityByDay by day of the week
 * @param activityByHour by hour of the day
 * @param zone the time zone of days and hours
 * @param asOf of when the oldest figures are, in seconds since 1970
 * @param faults stores whose figures are old or missing
 */
@JsonNaming(SnakeCaseStrategy.class)
record Summary(
        int periodDays,
        long totalSessions,
        long totalMessages,
        long totalInputTokens,
        long totalOutputTokens,
        long totalCacheReadTokens,
        Optional<Long> totalCacheHitPercent,
        long totalTokens,
        double totalCost,
        List<Model> models,
        List<Daily> dailyTokens,
        List<OfWeekday> activityByDay,
        List<OfHour> activityByHour,
        String zone,
        double asOf,
        List<InsightFault> faults) {

    /**
     * One model.
     *
     * @param model its slug; {@code unknown} where the agent did not note it
     * @param sessions how many sessions
     * @param inputTokens tokens sent
     * @param outputTokens tokens received
     * @param cacheReadTokens tokens from the cache
     * @param cacheHitPercent as for all
     * @param totalTokens sent and received
     * @param cost the agent's estimate, in US dollars
     * @param sessionShare its part of all sessions, in percent
     * @param tokenShare of all tokens
     * @param costShare of all cost
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record Model(
            String model,
            long sessions,
            long inputTokens,
            long outputTokens,
            long cacheReadTokens,
            Optional<Long> cacheHitPercent,
            long totalTokens,
            double cost,
            long sessionShare,
            long tokenShare,
            long costShare) {}

    /**
     * One day.
     *
     * @param date such as {@code 2026-11-24}
     * @param inputTokens tokens sent
     * @param outputTokens tokens received
     * @param cacheReadTokens tokens from the cache
     * @param sessions how many sessions
     * @param cost the agent's estimate, in US dollars
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record Daily(String date, long inputTokens, long outputTokens, long cacheReadTokens, long sessions, double cost) {}

    /** Sessions that began on a day of the week, such as {@code Mon}. */
    record OfWeekday(String day, long sessions) {}

    /** Sessions that began in an hour of the day, from 0 to 23. */
    record OfHour(int hour, long sessions) {}
}
