package ai.hermes.sessions.insight;

import ai.hermes.sessions.conversation.Conversation;
import ai.hermes.sessions.conversation.Keeper;
import ai.hermes.sessions.conversation.SessionRow;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the agent's own {@code hermes sessions prune} would remove, by the rules that are known of it. Nothing is
 * removed here.
 *
 * @param olderThanDays for how many days a session must not have been active
 * @param sessions that would be removed
 * @param messages theirs, and those of their children
 * @param contentBytes what these hold
 * @param freedBytes the part of the file that would become free pages, about
 * @param children subagents that go with them
 * @param staleOpen never closed and as old: the agent closes these first, then they go as well
 * @param kept what stays, by the reason why
 * @param pinnedOnlyHere sessions among those removed that people pinned in this service, of which the agent knows
 *     nothing
 */
@JsonNaming(SnakeCaseStrategy.class)
record Prune(
        int olderThanDays,
        long sessions,
        long messages,
        long contentBytes,
        long freedBytes,
        long children,
        long staleOpen,
        Kept kept,
        long pinnedOnlyHere) {

    /** Sessions of these that nobody closed are closed by the agent when it prunes. */
    private static final Set<String> CLOSED_WHEN_STALE =
            Set.of("cli", "cron", "kanban", "acp", "api_server", "subagent", "tool", "recovered");

    private static final double DAY_SECONDS = 86_400;

    /**
     * What stays.
     *
     * @param open not ended, of a source that the agent does not close by itself
     * @param fresh active since, or its conversation is
     * @param pinned pinned, or its conversation is
     */
    record Kept(long open, long fresh, long pinned) {}

    private enum Fate {
        REMOVED,
        CHILD,
        STALE_OPEN,
        OPEN,
        FRESH,
        PINNED
    }

    /**
     * @param ratio how much the file has for each byte that messages hold
     * @param now seconds since 1970
     */
    static Prune of(UsageTable table, MessageTally tally, int olderThanDays, double ratio, double now) {
        double since = now - olderThanDays * DAY_SECONDS;
        Map<String, Fate> fates = new HashMap<>();
        Map<String, SessionRow> delegates = new HashMap<>();
        Set<String> pinnedHere = new HashSet<>();
        for (Conversation conversation : table.projection().conversations()) {
            if (conversation.keeping().keeper() != Keeper.STORE) {
                // The agent does not know of them.
                continue;
            }
            for (SessionRow row : conversation.segments()) {
                if (table.of(row).isPresent()) {
                    fates.put(row.id(), fate(conversation, row, since));
                    if (!row.delegateFrom().isEmpty()) {
                        delegates.put(row.id(), row);
                    }
                    if (conversation.pinned()) {
                        pinnedHere.add(row.id());
                    }
                }
            }
        }
        takeChildrenAlong(fates, delegates);
        Map<Fate, Long> counts = new EnumMap<>(Fate.class);
        fates.values().forEach(it -> counts.merge(it, 1L, Long::sum));
        List<MessageTally.OfSession> gone = fates.entrySet().stream()
                .filter(it -> it.getValue() == Fate.REMOVED || it.getValue() == Fate.CHILD)
                .flatMap(it -> tally.of(it.getKey()).stream())
                .toList();
        long bytes = gone.stream().mapToLong(MessageTally.OfSession::bytes).sum();
        return new Prune(
                olderThanDays,
                counts.getOrDefault(Fate.REMOVED, 0L),
                gone.stream().mapToLong(MessageTally.OfSession::messages).sum(),
                bytes,
                Math.round(bytes * ratio),
                counts.getOrDefault(Fate.CHILD, 0L),
                counts.getOrDefault(Fate.STALE_OPEN, 0L),
                new Kept(
                        counts.getOrDefault(Fate.OPEN, 0L),
                        counts.getOrDefault(Fate.FRESH, 0L),
                        counts.getOrDefault(Fate.PINNED, 0L)),
                pinnedHere.stream().filter(id -> fates.get(id) == Fate.REMOVED).count());
    }

    private static Fate fate(Conversation conversation, SessionRow row, double since) {
        SessionRow tip = conversation.tip();
        if (row.pinned() || tip.pinned()) {
            return Fate.PINNED;
        } else if (conversation.activity() >= since || activity(row) >= since) {
            return Fate.FRESH;
        } else if (row.endedAt() > 0) {
            return Fate.REMOVED;
        }
        return CLOSED_WHEN_STALE.contains(row.source()) ? Fate.STALE_OPEN : Fate.OPEN;
    }

    private static double activity(SessionRow row) {
        return Math.max(row.lastActivityAt(), Math.max(row.endedAt(), row.startedAt()));
    }

    private static void takeChildrenAlong(Map<String, Fate> fates, Map<String, SessionRow> delegates) {
        boolean more = true;
        while (more) {
            more = false;
            for (SessionRow row : delegates.values()) {
                Fate parent = fates.get(row.delegateFrom());
                Fate own = fates.get(row.id());
                if ((parent == Fate.REMOVED || parent == Fate.CHILD) && own != Fate.REMOVED && own != Fate.CHILD) {
                    fates.put(row.id(), Fate.CHILD);
                    more = true;
                }
            }
        }
    }
}
