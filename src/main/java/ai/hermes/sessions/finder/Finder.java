package ai.hermes.sessions.finder;

import ai.hermes.sessions.finder.Cursor.Part;
import ai.hermes.sessions.lease.Purpose;
import ai.hermes.sessions.store.AgentStore;
import ai.hermes.sessions.store.AgentStores;
import ai.hermes.sessions.store.StoreReader;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks through stores slice by slice, each in a short read of its own, and for no longer than a caller waits. */
@Singleton
class Finder {

    /** Of messages that may be large: a slice has to fit into the deadline of a search. */
    private static final int ROWS = 500;

    private static final Duration STEP = Duration.ofSeconds(3);

    private final AgentStores stores;
    private final StoreReader reader;
    private final Added added;

    @Inject
    Finder(AgentStores stores, StoreReader reader, Added added) {
        this.stores = stores;
        this.reader = reader;
        this.added = added;
    }

    /**
     * One step of a search.
     *
     * @param from where the step before ended; empty for the first, which looks through what people added as well
     * @throws ai.hermes.sessions.store.StoreFaultException if a store cannot be read now: a search that left one out
     *     would say that nothing is there
     */
    Findings find(Secret secret, Optional<Cursor> from) {
        List<AgentStore> all = List.copyOf(stores.all());
        List<Place> places = from.isPresent()
                ? new ArrayList<>()
                : added.find(secret, all.stream().map(AgentStore::profile).toList());
        long end = System.nanoTime() + STEP.toNanos();
        long scanned = 0;
        Optional<Cursor> at = from.or(() -> all.stream().findFirst().map(it -> Cursor.atBeginning(it.profile())));
        while (at.isPresent() && System.nanoTime() < end) {
            Cursor cursor = at.get();
            Optional<Slice> slice = stores.of(cursor.profile()).map(store -> slice(store, secret, cursor));
            places.addAll(slice.map(Slice::places).orElse(List.of()));
            scanned += cursor.part() == Part.MESSAGES ? slice.map(Slice::rows).orElse(0) : 0;
            at = next(all, cursor, slice);
        }
        return new Findings(places, scanned, at.isEmpty(), at.map(Cursor::encoded));
    }

    private Slice slice(AgentStore store, Secret secret, Cursor cursor) {
        boolean messages = cursor.part() == Part.MESSAGES;
        return reader.read(store, Purpose.SEARCH, connection -> {
            if (!connection.schema().has(messages ? "messages" : "sessions")) {
                return new Slice(List.of(), 0, cursor.after());
            }
            return messages
                    ? Slice.ofMessages(connection, store.profile(), secret, cursor.after(), ROWS)
                    : Slice.ofSessions(connection, store.profile(), secret, cursor.after(), ROWS);
        });
    }

    private static Optional<Cursor> next(List<AgentStore> all, Cursor at, Optional<Slice> slice) {
        if (slice.filter(it -> it.rows() == ROWS).isPresent()) {
            return Optional.of(new Cursor(at.profile(), at.part(), slice.get().last()));
        } else if (at.part() == Part.SESSIONS) {
            return Optional.of(new Cursor(at.profile(), Part.MESSAGES, 0));
        }
        return all.stream()
                .map(AgentStore::profile)
                .filter(it -> it.compareTo(at.profile()) > 0)
                .findFirst()
                .map(Cursor::atBeginning);
    }
}
