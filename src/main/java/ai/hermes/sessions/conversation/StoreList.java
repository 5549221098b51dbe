package ai.hermes.sessions.conversation;

import ai.hermes.sessions.lease.Purpose;
import ai.hermes.sessions.store.AgentStore;
import ai.hermes.sessions.store.StoreConnection;
import ai.hermes.sessions.store.StoreReader;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Keeps the projection of one store up to date, in several short reads rather than a long one, because an open snapshot
 * keeps the agent from shortening its log.
 *
 * <p>All is read at the start and when another file takes the store's place; the list is shown when the sessions are
 * read, before their messages are counted. From then on each look reads what is new. What is guaranteed when:
 *
 * <ul>
 *   <li>with the look that notices a commit: new messages, sessions with new messages, new sessions, what these are
 *       continuations of, turns, and all changes of the {@value RecentSessions#MOST} sessions that changed last. What
 *       that costs does not depend on how many sessions there are;
 *   <li>all other changes of sessions, such as a title given to an old one, flags, and removals: with the comparison of
 *       all rows that follows a commit. It takes at most {@link #SWEEP_SHARE} of each look, compares some 10,000 rows
 *       in that, and begins no sooner than {@link #SWEEP_PAUSE} after the one before, nor than {@link #SWEEP_REST}
 *       times as long as that took. So they are seen after a second or two where there are 10,000 sessions, and after
 *       some ten where there are 100,000;
 *   <li>messages that were undone or removed leave no new one behind, only other numbers in the session's row: that
 *       session is counted anew when its row is seen to have changed.
 * </ul>
 *
 * <p>{@link #projection()} and {@link #annotate} are called by any thread, all else by one at a time. The lock is held
 * for changes in memory only, never for a read or for a whole projection.
 */
final class StoreList {

    /** How long the rows of a store are compared in one look. */
    private static final Duration SWEEP_SHARE = Duration.ofMillis(40);
    /** From the beginning of one comparison of all rows to that of the next, at least. */
    private static final Duration SWEEP_PAUSE = Duration.ofSeconds(1);
    /** And so many times as long as the last one took: of many rows, most time is for others. */
    private static final int SWEEP_REST = 4;
    /** But not for longer where it took long for another reason, such as a store that was away meanwhile. */
    private static final Duration LONGEST_REST = Duration.ofSeconds(15);
    /** Sessions that are read, or completed with times, in one read. */
    private static final int GROUP = 1_000;
    /** Sessions whose messages are counted anew in one read. */
    private static final int ANEW = 50;
    /** Of no store: what is held in memory stands for no file. */
    private static final long UNREAD = -1;

    private final AgentStore store;
    private final StoreReader reader;
    private final OutsideList outside;
    private final Clock clock;
    private final Consumer<ListChange> listener;
    private final SharedTexts texts = new SharedTexts();
    private final RecentSessions recent = new RecentSessions();
    private SessionSweep sweep = new SessionSweep();
    private long sweepBegan;
    /** When the next may begin. */
    private long sweepDue = System.nanoTime();
    /** Which file the state in memory is of. */
    private long generation = UNREAD;
    /** Which file the published projection is of. */
    private long shown = UNREAD;

    private boolean hasMessages;
    /** Messages up to this id are counted. */
    private long lastMessage;

    private Instant lastLook = Instant.EPOCH;
    private Instant lastCommit = Instant.EPOCH;
    private Optional<ProjectionUpdater> updater = Optional.empty();
    private volatile Optional<Projection> projection = Optional.empty();
    private volatile Optional<Instant> behindSince = Optional.empty();

    StoreList(AgentStore store, StoreReader reader, OutsideList outside, Clock clock, Consumer<ListChange> listener) {
        this.store = store;
        this.reader = reader;
        this.outside = outside;
        this.clock = clock;
        this.listener = listener;
    }

    /** The last good projection; empty before the first. */
    Optional<Projection> projection() {
        return projection;
    }

    /** Since when it is known that the store has changed and the projection has not; empty while they agree. */
    Optional<Instant> behindSince() {
        return behindSince;
    }

    /** Whether the next {@link #refresh} reads all. */
    boolean reads() {
        return generation == UNREAD || generation != store.generation();
    }

    /**
     * Reads what changed and publishes a new projection.
     *
     * @param happenedAt when that happened which is new
     */
    void refresh(Instant happenedAt) {
        if (behindSince.isEmpty()) {
            behindSince = Optional.of(happenedAt);
        }
        lastCommit = happenedAt;
        if (reads()) {
            readAll(behindSince.orElse(happenedAt));
        }
        boolean more = true;
        while (more) {
            more = readDelta(behindSince.orElse(happenedAt));
        }
        behindSince = Optional.empty();
        pass();
        sweep.request();
    }

    /** Tells of what only the time has changed. */
    void pass() {
        Instant now = clock.instant();
        synchronized (this) {
            updater.flatMap(it -> it.pass(lastLook, now)).ifPresent(this::publish);
        }
        lastLook = now;
    }

    private void readAll(Instant happenedAt) {
        long current = store.generation();
        generation = UNREAD;
        SessionSweep fresh = new SessionSweep();
        List<SessionRow> rows = readSessions(fresh);
        Start start = reader.read(store, Purpose.LIST, Start::of);
        Map<String, MessageFacts> facts = new HashMap<>();
        rows.forEach(row -> facts.put(row.id(), MessageFacts.noted(row)));
        if (start.hasMessages) {
            if (current != shown) {
                // The list of a large store can be shown before its messages are counted.
                publish(rows, facts, start.leases, false, happenedAt);
                shown = current;
            }
            facts.clear();
            facts.putAll(readFacts(start));
        }
        publish(rows, facts, start.leases, true, happenedAt);
        shown = current;
        generation = current;
        hasMessages = start.hasMessages;
        lastMessage = start.lastMessage;
        sweep = fresh;
        sweepDue = System.nanoTime();
        recent.clear();
    }

    private List<SessionRow> readSessions(SessionSweep fresh) {
        Map<String, SessionRow> rows = new LinkedHashMap<>();
        int count = GROUP;
        while (count == GROUP) {
            long after = fresh.lastRowId();
            List<StoredRow> slice = reader.read(
                    store, Purpose.LIST, connection -> StoredRow.after(connection, after, GROUP, texts::shared));
            slice.forEach(fresh::note);
            slice.forEach(each -> rows.put(each.row().id(), each.row()));
            count = slice.size();
        }
        return List.copyOf(rows.values());
    }

    private Map<String, MessageFacts> readFacts(Start start) {
        Map<String, MessageCounter.Counted> counted = new HashMap<>();
        Map<String, Double> times = new HashMap<>();
        for (long from = 0; from < start.lastMessage; from += StoreDelta.MOST_MESSAGES) {
            long after = from;
            long upTo = Math.min(start.lastMessage, from + StoreDelta.MOST_MESSAGES);
            Slice slice =
                    reader.read(store, Purpose.LIST, connection -> Slice.read(connection, after, upTo, !start.indexed));
            slice.counted.forEach((session, more) -> counted.merge(session, more, MessageCounter.Counted::and));
            slice.times.forEach((session, more) -> times.merge(session, more.last(), Math::max));
        }
        Map<String, MessageFacts> facts = new HashMap<>();
        if (start.indexed) {
            List<String> sessions = List.copyOf(counted.keySet());
            for (int from = 0; from < sessions.size(); from += GROUP) {
                Map<String, MessageCounter.Counted> group = new HashMap<>();
                sessions.subList(from, Math.min(sessions.size(), from + GROUP))
                        .forEach(session -> group.put(session, counted.get(session)));
                facts.putAll(reader.read(store, Purpose.LIST, connection -> new MessageCounter(connection)
                        .completed(group, start.lastMessage)));
            }
        } else {
            counted.forEach((session, each) -> facts.put(session, each.facts().at(times.getOrDefault(session, 0.0))));
        }
        return facts;
    }

    /** Answers whether there is more to be read. */
    private boolean readDelta(Instant happenedAt) {
        Set<String> recentIds = Set.copyOf(recent.ids());
        StoreDelta delta = reader.read(
                store,
                Purpose.LIST,
                connection -> StoreDelta.read(connection, lastMessage, sweep.lastRowId(), recentIds, texts::shared));
        if (delta.hasMessages() != hasMessages) {
            readAll(happenedAt);
            return false;
        }
        ProjectionUpdater known = updater.orElseThrow();
        Set<String> anew =
                new HashSet<>(countedAnew(delta.rows().values(), delta.counted().keySet()));
        Map<String, MessageFacts> facts = new HashMap<>();
        delta.counted().forEach((session, more) -> {
            MessageFacts before = known.facts(session);
            MessageCounter.Times times = delta.times().get(session);
            // What is summarised in place is stored again under its old time.
            if (more.summarised() || before.lastAt() > 0 && times.first() <= before.lastAt()) {
                anew.add(session);
            } else if (delta.rows().containsKey(session)) {
                facts.put(session, before.and(more.facts().at(times.last())));
            }
        });
        if (delta.lastMessage() < lastMessage) {
            anew.addAll(known.sessionsBeyond(delta.lastMessage()));
        }
        anew.removeAll(delta.missing());
        // Read to the end before anything is taken over, so that no message is ever counted twice.
        facts.putAll(counted(delta.rows().values(), anew, delta.upTo()));
        delta.rows().values().forEach(sweep::note);
        recent.touch(changed(delta.rows().values()));
        recent.touch(delta.counted().keySet());
        recent.forget(delta.missing());
        take(
                new StoreChange(
                        delta.rows().values().stream().map(StoredRow::row).toList(),
                        delta.missing(),
                        facts,
                        Optional.of(delta.leases())),
                happenedAt);
        lastMessage = delta.upTo();
        return delta.more();
    }

    /** Whether there are rows to {@link #compare}. */
    boolean compares() {
        return sweep.running() || sweep.due() && System.nanoTime() - sweepDue >= 0;
    }

    /** Compares some more rows with what they were. */
    void compare() {
        long now = System.nanoTime();
        if (!sweep.running()) {
            sweep.begin();
            sweepBegan = now;
        }
        while (sweep.running() && System.nanoTime() - now < SWEEP_SHARE.toNanos()) {
            SessionSweep.Slice slice =
                    reader.read(store, Purpose.LIST, connection -> sweep.read(connection, texts::shared));
            if (!slice.isEmpty()) {
                Map<String, MessageFacts> facts =
                        counted(slice.rows(), countedAnew(slice.rows(), Set.of()), lastMessage);
                recent.touch(changed(slice.rows()));
                take(
                        new StoreChange(
                                slice.rows().stream().map(StoredRow::row).toList(),
                                slice.removed(),
                                facts,
                                Optional.empty()),
                        lastCommit);
            }
            sweep.passed(slice);
        }
        if (!sweep.running()) {
            long ended = System.nanoTime();
            long took = ended - sweepBegan;
            long rest = Math.max(SWEEP_PAUSE.toNanos() - took, (SWEEP_REST - 1) * took);
            sweepDue = ended + Math.min(rest, LONGEST_REST.toNanos());
        }
    }

    private List<String> changed(Collection<StoredRow> rows) {
        ProjectionUpdater known = updater.orElseThrow();
        return rows.stream()
                .map(StoredRow::row)
                .filter(row -> !known.row(row.id()).equals(Optional.of(row)))
                .map(SessionRow::id)
                .toList();
    }

    /**
     * Sessions of which it is not enough to count what is new: new ones, and those whose numbers tell that messages
     * were undone or removed.
     */
    private List<String> countedAnew(Collection<StoredRow> rows, Set<String> grown) {
        List<String> sessions = new ArrayList<>();
        for (StoredRow each : rows) {
            SessionRow row = each.row();
            Optional<SessionRow> before = updater.orElseThrow().row(row.id());
            if (before.isEmpty()
                    || row.rewindCount() != before.get().rewindCount()
                    || row.messageCount() < before.get().messageCount()
                    || row.messageCount() != before.get().messageCount() && !grown.contains(row.id())) {
                sessions.add(row.id());
            }
        }
        return sessions;
    }

    private Map<String, MessageFacts> counted(Collection<StoredRow> rows, Collection<String> anew, long upTo) {
        Map<String, MessageFacts> facts = new HashMap<>();
        if (!hasMessages) {
            rows.forEach(each -> facts.put(each.row().id(), MessageFacts.noted(each.row())));
            return facts;
        }
        List<String> all = List.copyOf(anew);
        for (int from = 0; from < all.size(); from += ANEW) {
            List<String> group = all.subList(from, Math.min(all.size(), from + ANEW));
            facts.putAll(reader.read(
                    store, Purpose.LIST, connection -> new MessageCounter(connection).ofSessions(group, upTo)));
        }
        return facts;
    }

    private void publish(
            List<SessionRow> rows,
            Map<String, MessageFacts> facts,
            TurnLeases leases,
            boolean complete,
            Instant happenedAt) {
        ProjectionUpdater fresh = ProjectionUpdater.of(
                store.profile(), rows, facts, leases, outside.surroundings(), clock.instant(), complete);
        synchronized (this) {
            updater = Optional.of(fresh);
            // Somebody may have added something meanwhile.
            fresh.update(
                    StoreChange.NONE, outside.surroundings(), fresh.projection().takenAt(), happenedAt);
            publish(ListChange.everything(store.profile(), fresh.projection().revision(), happenedAt));
        }
    }

    private void take(StoreChange change, Instant happenedAt) {
        Instant takenAt = clock.instant();
        synchronized (this) {
            try {
                ProjectionUpdater known = updater.orElseThrow();
                Optional<ListChange> told = known.update(change, outside.surroundings(), takenAt, happenedAt);
                projection = Optional.of(known.projection());
                told.ifPresent(this::publish);
            } catch (RuntimeException | Error e) {
                // Half of it may have been taken over: what follows would be counted on top of that.
                generation = UNREAD;
                throw e;
            }
        }
    }

    private void publish(ListChange change) {
        projection = updater.map(ProjectionUpdater::projection);
        listener.accept(change);
    }

    /**
     * Publishes what was read last with what is in no store and what people added and chose by now.
     *
     * @param happenedAt when that happened which is new
     */
    synchronized void annotate(Instant happenedAt) {
        updater.flatMap(it -> it.update(
                        StoreChange.NONE,
                        outside.surroundings(),
                        it.projection().takenAt(),
                        happenedAt))
                .ifPresent(this::publish);
    }

    /** What is known of a store before its messages are counted. */
    private record Start(TurnLeases leases, boolean hasMessages, boolean indexed, long lastMessage) {

        static Start of(StoreConnection connection) throws SQLException {
            MessageCounter counter = new MessageCounter(connection);
            boolean hasMessages = connection.schema().has("messages");
            return new Start(
                    TurnLeases.all(connection),
                    hasMessages,
                    hasMessages && counter.indexed(),
                    hasMessages ? counter.lastId() : 0);
        }
    }

    /** A slice of all messages, counted. */
    private record Slice(Map<String, MessageCounter.Counted> counted, Map<String, MessageCounter.Times> times) {

        static Slice read(StoreConnection connection, long after, long upTo, boolean times) throws SQLException {
            MessageCounter counter = new MessageCounter(connection);
            return new Slice(counter.inRange(after, upTo), times ? counter.timesInRange(after, upTo) : Map.of());
        }
    }
}
