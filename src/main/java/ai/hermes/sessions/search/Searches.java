package ai.hermes.sessions.search;

import ai.hermes.sessions.annotation.AnnotationRepository;
import ai.hermes.sessions.conversation.ConversationFilter;
import ai.hermes.sessions.conversation.ConversationList;
import ai.hermes.sessions.query.Filter;
import ai.hermes.sessions.query.SearchText;
import ai.hermes.sessions.store.AgentStores;
import ai.hermes.sessions.store.Cancellation;
import ai.hermes.sessions.store.Profile;
import ai.hermes.sessions.store.StoreFault;
import ai.hermes.sessions.store.StoreFaultException;
import ai.hermes.sessions.wire.ApiException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Searches the stores of some profiles and makes pages of what is found. */
@Singleton
class Searches {

    /** After these a store can be asked again: a scan keeps its place, and the last pages search what was left out. */
    private static final Set<StoreFault> PASSING =
            EnumSet.of(StoreFault.BUSY, StoreFault.LOCKED, StoreFault.REOPENING, StoreFault.TIMED_OUT);

    private final AgentStores stores;
    private final ConversationList conversations;
    private final AnnotationRepository annotations;
    private final IndexSearch index;
    private final ScanSearch scan;
    private final HitReader hits;
    private final SearchConfig config;
    private final Clock clock;

    @Inject
    Searches(
            AgentStores stores,
            ConversationList conversations,
            AnnotationRepository annotations,
            IndexSearch index,
            ScanSearch scan,
            HitReader hits,
            SearchConfig config,
            Clock clock) {
        this.stores = stores;
        this.conversations = conversations;
        this.annotations = annotations;
        this.index = index;
        this.scan = scan;
        this.hits = hits;
        this.config = config;
        this.clock = clock;
    }

    /**
     * Searches.
     *
     * @throws StoreFaultException if no store could be searched and nothing was found
     * @throws ApiException 400 if the search makes no sense
     * @throws java.util.concurrent.CancellationException if it was ended
     */
    SearchAnswer search(SearchRequest request, Cancellation cancellation) {
        check(request.text());
        long began = System.nanoTime();
        Instant now = clock.instant();
        long at = request.after().map(SearchCursor::at).orElse(now.getEpochSecond());
        Run run = new Run(request, at, began, cancellation);
        if (run.places.isEmpty()) {
            throw new StoreFaultException(
                    request.profiles().stream().findFirst().orElse(Profile.DEFAULT), StoreFault.MISSING);
        }
        run.fill();
        List<ConversationHit> results = hits.hits(run.page, request.text(), request.messages(), at, cancellation);
        if (results.isEmpty() && run.failed.size() == run.places.size() && !run.late.turn()) {
            throw run.failed.values().iterator().next();
        }
        Optional<Facets> counted = request.facets() && request.after().isEmpty()
                ? Optional.of(Facets.of(run.look.all(), run.projects()))
                : Optional.empty();
        return new SearchAnswer(
                request.text().text(),
                results,
                run.next.map(SearchCursor::encoded),
                run.searched(),
                run.allNotes(),
                counted,
                (System.nanoTime() - began) / 1_000_000);
    }

    private static void check(SearchText text) {
        boolean leads = !text.wanted().isEmpty()
                || text.ofMessages().isEmpty()
                || text.ofMessages().stream().anyMatch(it -> !it.excluded() && it.name() != Filter.Name.ROLE);
        if (!leads) {
            throw new ApiException(
                    400,
                    "query_invalid",
                    "role: and what is left out only narrow a search: a word is needed",
                    Map.of("position", 0, "length", text.text().length()));
        }
    }

    /** What was found, with its place among all answers. */
    private record Ranked(Scored scored, SearchCursor place) {

        static final Comparator<Ranked> ORDER = Comparator.comparing(Ranked::place, Scored.ORDER);

        static Ranked of(Scored scored) {
            return new Ranked(scored, SearchCursor.behind(0, 0, Window.FIRST, scored));
        }
    }

    /** One search for one page. */
    private final class Run {
        private final SearchRequest request;
        private final Ranking ranking;
        private final long at;
        private final long end;
        private final Cancellation cancellation;
        private final List<Place> places = new ArrayList<>();
        private final List<Scored> page = new ArrayList<>();
        private final Map<String, StoreFaultException> failed = new LinkedHashMap<>();
        private final List<Searched> scanned = new ArrayList<>();
        private final List<Note> notes = new ArrayList<>();
        private Look look = Look.NONE;
        private Optional<SearchCursor> next = Optional.empty();
        private Late late;

        Run(SearchRequest request, long at, long began, Cancellation cancellation) {
            this.request = request;
            this.ranking = new Ranking(request.text(), at);
            this.at = at;
            this.end = began + config.deadline().toNanos();
            this.cancellation = cancellation;
            this.late = request.after().map(SearchCursor::late).orElse(Late.NONE);
            ConversationFilter filter = ConversationFilter.of(
                    request.text(),
                    annotations.annotations().projects(),
                    ZonedDateTime.ofInstant(Instant.ofEpochSecond(at), ZoneId.systemDefault()));
            request.profiles().stream()
                    .flatMap(profile -> stores.of(profile).stream())
                    .map(store -> new Place(store, conversations.lastGood(store), filter))
                    .forEach(places::add);
        }

        Map<String, String> projects() {
            return places.isEmpty() ? Map.of() : places.get(0).filter().projects();
        }

        List<Searched> searched() {
            return Stream.concat(look.searched().stream(), scanned.stream()).toList();
        }

        List<Note> allNotes() {
            return Stream.of(look.notes(), look.faults(), notes)
                    .flatMap(List::stream)
                    .distinct()
                    .toList();
        }

        void fill() {
            Optional<SearchCursor> inScan = request.after().filter(SearchCursor::inScan);
            if (inScan.isPresent()) {
                scan(inScan.get());
                return;
            }
            boolean done = rank();
            Optional<Late> following = late.following();
            if (done && following.isPresent()) {
                next = Optional.of(
                        SearchCursor.start(request.identity(), at, Window.FIRST).leaving(following.get()));
            } else if (done && request.scan() && looksForMessages()) {
                SearchCursor start = cursorAt(places.get(0), Long.MAX_VALUE);
                if (page.size() < request.limit()) {
                    scan(start);
                } else {
                    next = Optional.of(start);
                }
            }
        }

        /**
         * Fills the page by what the indexes have, and tells whether nothing of that is left. Where a larger window
         * fails, what was found so far is the answer, and the next page tries again.
         */
        private boolean rank() {
            Optional<SearchCursor> after = request.after();
            look = look(after.map(SearchCursor::window).orElse(Window.FIRST));
            failed.putAll(look.failed());
            notes.addAll(look.faults());
            if (after.isEmpty()) {
                late = late(look);
            }
            while (true) {
                if (take(after)) {
                    next = Optional.of(
                            SearchCursor.behind(request.identity(), at, look.window(), page.get(page.size() - 1))
                                    .leaving(late));
                    return false;
                } else if (!look.more()) {
                    return true;
                } else if (look.window().isLast()) {
                    look.unseen()
                            .forEach(it -> notes.add(Note.of(
                                    it, Reason.BEYOND_WINDOW, look.window().limit())));
                    return true;
                }
                Window larger = look.window().next(look.all().size(), request.limit());
                Optional<Look> further = page.size() == request.limit() ? Optional.empty() : Optional.of(look(larger));
                if (further.isEmpty() || further.get().failedSince(look)) {
                    look = further.map(look::butNoFurtherFor).orElse(look);
                    next = Optional.of(
                            SearchCursor.start(request.identity(), at, larger).leaving(late));
                    return false;
                }
                look = further.get();
                after = Optional.empty();
            }
        }

        private static Late late(Look first) {
            return new Late(
                    first.failed().entrySet().stream()
                            .filter(it -> PASSING.contains(it.getValue().fault()))
                            .map(Map.Entry::getKey)
                            .toList(),
                    false);
        }

        private boolean looksForMessages() {
            return request.stored()
                    && (!request.text().wanted().isEmpty()
                            || !request.text().ofMessages().isEmpty());
        }

        private SearchCursor cursorAt(Place place, long before) {
            return SearchCursor.scan(request.identity(), at, place.profile(), before);
        }

        /** Fills the page by what is found in messages one by one, as long as there is time. */
        private void scan(SearchCursor from) {
            long until = Math.min(end, System.nanoTime() + config.scanTime().toNanos());
            List<Place> rest = places.stream()
                    .dropWhile(it -> !it.profile().equals(from.profile()))
                    .toList();
            long before = from.before();
            for (Place place : rest) {
                Optional<SearchCursor> left = scan(place, before, until);
                if (left.isPresent()) {
                    next = left;
                    return;
                }
                before = Long.MAX_VALUE;
            }
        }

        /** Scans one store; answers where to go on, if it was not scanned to its end. */
        private Optional<SearchCursor> scan(Place place, long from, long until) {
            Optional<Condition> sessions = place.sessions();
            if (sessions.isEmpty()) {
                return Optional.empty();
            }
            Scan scanning = new Scan(place, request.limit() - page.size());
            long before = from;
            try {
                List<Match> indexed = index.asked(place, request.text(), sessions.get(), cancellation);
                boolean done = false;
                while (!done && !scanning.isFull() && System.nanoTime() < until) {
                    ScanSearch.Slice slice =
                            scan.slice(place.store(), request.text(), sessions.get(), indexed, before, cancellation);
                    before = scanning.add(slice);
                    done = before <= 1;
                }
            } catch (StoreFaultException e) {
                notes.add(Note.of(place.profile(), e.fault()));
                if (before == from) {
                    failed.putIfAbsent(place.profile(), e);
                }
                before = PASSING.contains(e.fault()) ? before : 0;
            }
            page.addAll(scanning.scored());
            scanned.add(new Searched(place.profile(), Way.SCAN, scanning.hits()));
            if (before <= 1) {
                return Optional.empty();
            } else if (before < Long.MAX_VALUE) {
                notes.add(Note.of(place.profile(), Reason.SCAN_UNFINISHED, before));
            }
            return Optional.of(cursorAt(place, before));
        }

        /** Takes what belongs to the window, and tells whether some of it is left. */
        private boolean take(Optional<SearchCursor> after) {
            // What is found in memory of stores whose turn comes last was given out before.
            int from = late.turn()
                    ? Math.max(0, look.window().from())
                    : look.window().from();
            List<Ranked> following = look.all().stream()
                    .filter(it -> it.first() >= from)
                    .map(Ranked::of)
                    .filter(it -> after.map(place -> place.isBefore(it.place())).orElse(true))
                    .sorted(Ranked.ORDER)
                    .toList();
            int room = request.limit() - page.size();
            following.stream().limit(room).map(Ranked::scored).forEach(page::add);
            return following.size() > room;
        }

        /** Looks in all stores for so many of the best messages. */
        private Look look(Window window) {
            List<Scored> all = new ArrayList<>();
            List<Searched> inMemory = new ArrayList<>();
            List<Searched> inMessages = new ArrayList<>();
            List<Note> told = new ArrayList<>();
            List<Note> faults = new ArrayList<>();
            Map<String, StoreFaultException> faulty = new LinkedHashMap<>();
            Set<String> newest = new TreeSet<>(window.newest());
            Set<String> unseen = new TreeSet<>();
            for (Place place : late.of(places)) {
                cancellation.check();
                List<Candidate> candidates = List.of();
                Optional<Condition> sessions = looksForMessages() ? place.sessions() : Optional.empty();
                if (late.postpones(place.profile())) {
                    told.add(Note.of(place.profile(), Reason.LATER));
                } else if (sessions.isPresent() && System.nanoTime() >= end) {
                    faults.add(Note.of(place.profile(), Reason.DEADLINE));
                    faulty.put(
                            place.profile(),
                            new StoreFaultException(place.store().profile(), StoreFault.TIMED_OUT));
                } else if (sessions.isPresent()) {
                    try {
                        Findings findings = index.find(question(place, sessions.get(), window), cancellation);
                        inMessages.addAll(findings.searched());
                        told.addAll(findings.notes());
                        if (findings.more()) {
                            unseen.add(place.profile());
                        }
                        candidates = findings.candidates();
                        if (findings.newest()) {
                            newest.add(place.profile());
                        }
                    } catch (StoreFaultException e) {
                        faults.add(Note.of(place.profile(), e.fault()));
                        faulty.put(place.profile(), e);
                    }
                }
                all.addAll(ranking.scored(place, candidates));
                place.projection()
                        .ifPresent(it -> inMemory.add(new Searched(
                                place.profile(), Way.MEMORY, it.conversations().size())));
                told.addAll(notesOnConversations(place));
            }
            List<Searched> searched =
                    Stream.concat(inMemory.stream(), inMessages.stream()).toList();
            return new Look(window.with(newest), all, searched, told, faults, faulty, unseen);
        }

        /** Only the first look at a store may choose another order: further pages have to go on in the same one. */
        private Question question(Place place, Condition sessions, Window window) {
            boolean first = window.equals(Window.FIRST)
                    && request.after().map(SearchCursor::begins).orElse(true);
            Question.Order order = window.newest().contains(place.profile())
                    ? Question.Order.NEWEST
                    : first ? Question.Order.RANKED_IN_TIME : Question.Order.RANKED;
            return new Question(place, request.text(), sessions, window.limit(), order);
        }

        private static List<Note> notesOnConversations(Place place) {
            List<Note> told = new ArrayList<>();
            if (place.leavesOutTrash()) {
                told.add(Note.of(place.profile(), Reason.TRASH));
            }
            if (place.leavesOutHidden()) {
                told.add(Note.of(place.profile(), Reason.HIDDEN));
            }
            if (place.elsewhere() > 0) {
                told.add(Note.of(place.profile(), Reason.ELSEWHERE, place.elsewhere()));
            }
            return told;
        }
    }
}
