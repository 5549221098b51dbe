package ai.hermes.sessions.conversation;

import ai.hermes.sessions.annotation.AnnotationRepository;
import ai.hermes.sessions.annotation.SettingRepository;
import ai.hermes.sessions.lease.LeaseConfig;
import ai.hermes.sessions.lease.Purpose;
import ai.hermes.sessions.store.AgentStore;
import ai.hermes.sessions.store.AgentStores;
import ai.hermes.sessions.store.Profile;
import ai.hermes.sessions.store.StoreCondition;
import ai.hermes.sessions.store.StoreFault;
import ai.hermes.sessions.store.StoreFaultException;
import ai.hermes.sessions.store.StoreListener;
import ai.hermes.sessions.store.StoreReader;
import io.quarkus.arc.All;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The conversations of all stores, held in memory and kept up to date in the background. Asking for them costs no read
 * of a store; while a store is ill its last good list is what there is.
 */
@Singleton
public class ConversationList implements StoreListener {

    private final AgentStores stores;
    private final StoreReader reader;
    private final AnnotationRepository annotations;
    private final SettingRepository settings;
    private final LeaseConfig leases;
    private final Clock clock;
    private final ListTelemetry telemetry;
    private final List<SessionSource> sources;
    private final Map<Profile, OutsideList> outside = new ConcurrentHashMap<>();
    private final Map<AgentStore, StoreList> lists = new ConcurrentHashMap<>();
    private final List<Consumer<ListChange>> listeners = new CopyOnWriteArrayList<>();

    @Inject
    ConversationList(
            AgentStores stores,
            StoreReader reader,
            AnnotationRepository annotations,
            SettingRepository settings,
            LeaseConfig leases,
            Clock clock,
            ListTelemetry telemetry,
            @All List<SessionSource> sources) {
        this.stores = stores;
        this.reader = reader;
        this.annotations = annotations;
        this.settings = settings;
        this.leases = leases;
        this.clock = clock;
        this.telemetry = telemetry;
        this.sources = List.copyOf(sources);
    }

    /** Among the first: what others do at the start is done while the stores are read. */
    void start(@Observes @Priority(2) StartupEvent event) {
        annotations.listen(now -> annotateAll());
        settings.listen(this::annotateAll);
        sources.forEach(source -> source.listen(this::annotate));
        stores.start(this);
        telemetry.lags(() -> stores.all().stream().collect(Collectors.toMap(AgentStore::profile, this::lag)));
    }

    @Override
    public void changed(AgentStore store, Instant at) {
        StoreList list = lists.computeIfAbsent(store, it -> new StoreList(it, reader, outside(it), clock, this::tell));
        telemetry.rebuild(store.profile(), list.reads() ? Rebuild.FULL : Rebuild.INCREMENTAL, () -> list.refresh(at));
        compare(store, list);
    }

    @Override
    public void quiet(AgentStore store) {
        StoreList list = lists.get(store);
        if (list != null) {
            list.pass();
            compare(store, list);
        }
    }

    private void compare(AgentStore store, StoreList list) {
        if (list.compares()) {
            telemetry.rebuild(store.profile(), Rebuild.COMPARISON, list::compare);
        }
    }

    @Override
    public void gone(AgentStore store) {
        lists.remove(store);
        tell(ListChange.everything(store.profile(), Projection.nextRevision(), clock.instant()));
    }

    /**
     * Tells somebody from now on what has changed in which list, after it has. In the thread that changed it: must be
     * quick and must not throw.
     */
    public void listen(Consumer<ListChange> listener) {
        listeners.add(listener);
    }

    private void tell(ListChange change) {
        listeners.forEach(listener -> listener.accept(change));
    }

    private void annotateAll() {
        Instant happenedAt = clock.instant();
        stores.all().forEach(store -> annotate(store, happenedAt));
    }

    private void annotate(Profile profile) {
        stores.of(profile).ifPresent(store -> annotate(store, clock.instant()));
    }

    private void annotate(AgentStore store, Instant happenedAt) {
        StoreList list = lists.get(store);
        if (list != null) {
            list.annotate(happenedAt);
        } else {
            // There may be conversations that are in no store.
            tell(ListChange.everything(store.profile(), Projection.nextRevision(), happenedAt));
        }
    }

    private OutsideList outside(AgentStore store) {
        return outside.computeIfAbsent(
                store.profile(), it -> new OutsideList(it, sources, annotations, settings, clock));
    }

    /**
     * The conversations of a profile: those of its store, and those that are in no store. Right after the start it
     * waits for the first look at the store, no longer than a list may take.
     *
     * @return the last good projection, and what is wrong with the store now
     * @throws StoreFaultException if there is nothing to show: the store is ill and was never read, or it is gone, and
     *     there is no conversation outside of it
     */
    public ListState of(AgentStore store) {
        // The first look at a large store may last longer than that, and have something to show all the same.
        if (read(store).isEmpty()
                && !store.awaitFirstLook(leases.deadline().of(Purpose.LIST))
                && read(store).isEmpty()) {
            return withoutStore(store, StoreFault.TIMED_OUT);
        }
        Optional<StoreFault> fault = store.condition().fault();
        // A store that is gone has no sessions that anybody could open.
        if (fault.filter(StoreFault.MISSING::equals).isPresent()) {
            return withoutStore(store, StoreFault.MISSING);
        }
        return read(store)
                .map(it -> new ListState(it, fault, store.condition().since()))
                .orElseGet(() -> withoutStore(store, fault.orElse(StoreFault.TIMED_OUT)));
    }

    /** Whether it is known what there is to show of a store, so that asking for it does not wait. */
    public boolean known(AgentStore store) {
        return read(store).isPresent() || store.condition().known();
    }

    /** Whether the last good projection is there already, or it is known that there is none. */
    public boolean built(AgentStore store) {
        return read(store).isPresent() || outside(store).built();
    }

    private ListState withoutStore(AgentStore store, StoreFault fault) {
        return outside(store)
                .alone()
                .map(it ->
                        new ListState(it, Optional.of(fault), store.condition().since()))
                .orElseThrow(() -> new StoreFaultException(store.profile(), fault));
    }

    /**
     * The last good projection of a profile, however its store is now; empty where there is none. Never waits and never
     * reads the store.
     */
    public Optional<Projection> lastGood(AgentStore store) {
        return read(store).or(() -> outside(store).alone());
    }

    private Optional<Projection> read(AgentStore store) {
        return Optional.ofNullable(lists.get(store)).flatMap(StoreList::projection);
    }

    /** For how long the list of a store has not shown what the store holds; zero while it does. */
    public Duration lag(AgentStore store) {
        StoreCondition condition = store.condition();
        Optional<Instant> ill = condition.fault().map(fault -> condition.since());
        Optional<Instant> behind = Optional.ofNullable(lists.get(store)).flatMap(StoreList::behindSince);
        return Stream.of(ill, behind)
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder())
                .map(since -> Duration.between(since, clock.instant()))
                .filter(it -> !it.isNegative())
                .orElse(Duration.ZERO);
    }

    /**
     * The conversation that a session belongs to. A session that was written a moment ago, and is not in the list yet,
     * is looked for in the store.
     *
     * @return empty where the store has no such session
     * @throws StoreFaultException as for {@link #of}
     */
    public Optional<Conversation> find(AgentStore store, String sessionId) {
        return of(store).projection().find(sessionId).or(() -> justWritten(store, sessionId));
    }

    private Optional<Conversation> justWritten(AgentStore store, String sessionId) {
        List<SessionRow> rows = reader.read(
                store, Purpose.TRANSCRIPT, connection -> SessionRow.withWhatItContinues(connection, sessionId));
        Map<String, MessageFacts> facts =
                rows.stream().collect(Collectors.toMap(SessionRow::id, MessageFacts::noted, (one, other) -> one));
        return new ConversationProjector(store.profile(), facts, TurnLeases.NONE)
                .project(rows).stream()
                        .filter(it ->
                                it.segments().stream().anyMatch(row -> row.id().equals(sessionId)))
                        .findFirst()
                        .map(it -> it.annotated(
                                annotations.annotations().of(it.key()),
                                Visibility.of(settings.settings()).keepsOff(it.source())));
    }

    /** How many conversations are held in memory, over all profiles. */
    public int size() {
        return stores.all().stream()
                .map(this::lastGood)
                .mapToInt(it ->
                        it.map(projection -> projection.conversations().size()).orElse(0))
                .sum();
    }
}
