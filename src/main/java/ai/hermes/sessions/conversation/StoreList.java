package ai.hermes.sessions.conversation;

import ai.hermes.sessions.annotation.AnnotationRepository;
import ai.hermes.sessions.annotation.SettingRepository;
import ai.hermes.sessions.lease.Purpose;
import ai.hermes.sessions.store.AgentStore;
import ai.hermes.sessions.store.StoreConnection;
import ai.hermes.sessions.store.StoreReader;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Keeps the projection of one store up to date. Only what changed is read again, and in several short reads rather than
 * a long one, because an open snapshot keeps the agent from shortening its log.
 *
 * <p>{@link #refresh()} is called by one thread at a time; {@link #projection()} and {@link #annotate()} by any.
 */
final class StoreList {

    /** Messages whose facts are gathered in one read: some 50 ms on a slow disk. */
    private static final long SLICE = 20_000;
    /** Sessions whose facts are gathered anew in one read. */
    private static final int GROUP = 100;
    /** Of no store: what is held in memory stands for no file. */
    private static final long UNREAD = -1;

    private final AgentStore store;
    private final StoreReader reader;
    private final OutsideList outside;
    private final AnnotationRepository annotations;
    private final SettingRepository settings;
    private final Clock clock;
    private final Consumer<ListChange> listener;
    private final Map<String, MessageFacts> facts = new HashMap<>();
    private Map<String, SessionRow> known = Map.of();
    /** Which file the gathered facts are of. */
    private long generation = UNREAD;
    /** Which file the published projection is of. */
    private long shown = UNREAD;

    private long lastMessage;
    private Optional<Projection> plain = Optional.empty();
    private volatile Optional<Projection> projection = Optional.empty();
    private volatile Optional<Instant> behindSince = Optional.empty();

    StoreList(
            AgentStore store,
            StoreReader reader,
            OutsideList outside,
            AnnotationRepository annotations,
            SettingRepository settings,
            Clock clock,
            Consumer<ListChange> listener) {
        this.store = store;
        this.reader = reader;
        this.outside = outside;
        this.annotations = annotations;
        this.settings = settings;
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

    /**
     * Reads what changed and publishes a new projection.
     *
     * @param detectedAt when it was noticed that there is something new
     */
    void refresh(Instant detectedAt) {
        if (behindSince.isEmpty()) {
            behindSince = Optional.of(detectedAt);
        }
        readChanges();
        behindSince = Optional.empty();
    }

    private void readChanges() {
        long current = store.generation();
        Read read = reader.read(store, Purpose.LIST, Read::of);
        boolean afresh = current != generation || read.lastMessage < lastMessage;
        if (afresh) {
            generation = UNREAD;
            lastMessage = 0;
        }
        if (read.hasMessages) {
            if (current != shown) {
                // The list of a large store can be shown before its messages are counted.
                note(read);
                publish(read, false);
                shown = current;
            }
            gather(read, afresh);
        } else {
            note(read);
        }
        publish(read, true);
        shown = current;
        generation = current;
        lastMessage = read.lastMessage;
        known = read.sessions.stream().collect(Collectors.toMap(SessionRow::id, row -> row, (one, other) -> other));
        facts.keySet().retainAll(known.keySet());
    }

    private void note(Read read) {
        facts.clear();
        read.sessions.forEach(row -> facts.put(row.id(), MessageFacts.noted(row)));
    }

    private void gather(Read read, boolean afresh) {
        Map<String, MessageFacts> added = new HashMap<>();
        for (long from = lastMessage; from < read.lastMessage; from += SLICE) {
            long after = from;
            long upTo = Math.min(read.lastMessage, from + SLICE);
            reader.read(store, Purpose.LIST, connection -> MessageFacts.inRange(connection, after, upTo))
                    .forEach((session, more) -> added.merge(session, more, MessageFacts::and));
        }
        if (afresh) {
            facts.clear();
            facts.putAll(added);
            return;
        }
        List<String> anew = countedAnew(read, added.keySet());
        Map<String, MessageFacts> counted = new HashMap<>();
        for (int from = 0; from < anew.size(); from += GROUP) {
            List<String> group = anew.subList(from, Math.min(anew.size(), from + GROUP));
            counted.putAll(reader.read(store, Purpose.LIST, connection -> MessageFacts.of(connection, group)));
        }
        // Only now, with nothing left that could fail, so that no message is ever counted twice.
        added.forEach((session, more) -> facts.merge(session, more, MessageFacts::and));
        anew.forEach(session -> facts.put(session, counted.getOrDefault(session, MessageFacts.NONE)));
    }

    /** Messages that were undone or removed leave no new one behind, only other numbers in the session's row. */
    private List<String> countedAnew(Read read, Set<String> grown) {
        List<String> sessions = new ArrayList<>();
        for (SessionRow row : read.sessions) {
            SessionRow before = known.get(row.id());
            if (before != null
                    && (row.rewindCount() != before.rewindCount()
                            || row.messageCount() < before.messageCount()
                            || row.messageCount() != before.messageCount() && !grown.contains(row.id()))) {
                sessions.add(row.id());
            }
        }
        return sessions;
    }

    private void publish(Read read, boolean complete) {
        List<Conversation> conversations =
                new ConversationProjector(store.profile(), facts, read.leases).project(read.sessions);
        publish(Projection.of(store.profile(), clock.instant(), complete, conversations));
    }

    private synchronized void publish(Projection now) {
        plain = Optional.of(now);
        annotate(behindSince.orElse(now.takenAt()));
    }

    /**
     * Publishes what was read last with what is in no store and what people added and chose by now.
     *
     * @param detectedAt when it was noticed that there is something new
     */
    synchronized void annotate(Instant detectedAt) {
        Optional<Projection> before = projection;
        Optional<Projection> after = plain.map(it -> outside.joinedTo(it)
                .annotated(annotations.annotations(), Visibility.of(settings.settings()))
                .following(before));
        projection = after;
        after.flatMap(it -> it.changeSince(before, detectedAt)).ifPresent(listener);
    }

    /** What is read of the store in one snapshot. */
    private record Read(List<SessionRow> sessions, TurnLeases leases, boolean hasMessages, long lastMessage) {

        static Read of(StoreConnection connection) throws SQLException {
            boolean hasMessages = connection.schema().has("messages");
            return new Read(
                    SessionRow.all(connection),
                    TurnLeases.all(connection),
                    hasMessages,
                    hasMessages ? MessageFacts.lastId(connection) : 0);
        }
    }
}
