package ai.hermes.sessions.search;

import ai.hermes.sessions.annotation.AnnotationRepository;
import ai.hermes.sessions.conversation.Conversation;
import ai.hermes.sessions.conversation.ConversationFilter;
import ai.hermes.sessions.conversation.ConversationList;
import ai.hermes.sessions.conversation.Keeper;
import ai.hermes.sessions.conversation.Rule;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Searches the stores of some profiles and makes pages of what is found. */
@Singleton
class Searches {

    private final AgentStores stores;
    private final ConversationList conversations;
    private final AnnotationRepository annotations;
    private final IndexSearch index;
    private final ScanSearch scan;
    private final HitReader hits;
    private final FacetReader facets;
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
            FacetReader facets,
            SearchConfig config,
            Clock clock) {
        this.stores = stores;
        this.conversations = conversations;
        this.annotations = annotations;
        this.index = index;
        this.scan = scan;
        this.hits = hits;
        this.facets = facets;
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
        if (results.isEmpty() && run.failed.size() == run.places.size() && !run.failed.isEmpty()) {
            throw run.failed.get(0);
        }
        Optional<Facets> counted = request.facets() && request.after().isEmpty()
                ? Optional.of(facets.of(run.all, run.projects(), cancellation))
                : Optional.empty();
        return new SearchAnswer(
                request.text().text(),
                results,
                run.next.map(SearchCursor::encoded),
                run.searched,
                run.notes,
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

    /** One search for one page. */
    private final class Run {
        private final SearchRequest request;
        private final Ranking ranking;
        private final long at;
        private final long end;
        private final Cancellation cancellation;
        private final List<Place> places = new ArrayList<>();
        private final List<Scored> page = new ArrayList<>();
        private final List<StoreFaultException> failed = new ArrayList<>();
        private List<Scored> all = List.of();
        private List<Searched> searched = new ArrayList<>();
        private List<Note> notes = new ArrayList<>();
        private boolean more;
        private Optional<SearchCursor> next = Optional.empty();

        Run(SearchRequest request, long at, long began, Cancellation cancellation) {
            this.request = request;
            this.ranking = new Ranking(request.text(), at);
            this.at = at;
            this.end = began + config.deadline().toNanos();
            this.cancellation = cancellation;
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

        void fill() {
            Optional<SearchCursor> inScan = request.after().filter(SearchCursor::inScan);
            if (inScan.isPresent()) {
                scan(inScan.get());
            } else if (rank() && request.scan() && looksForMessages() && !places.isEmpty()) {
                SearchCursor start = cursorAt(places.get(0), Long.MAX_VALUE);
                if (page.size() < request.limit()) {
                    scan(start);
                } else {
                    next = Optional.of(start);
                }
            }
        }

        /** Fills the page by what the indexes have, and tells whether nothing of that is left. */
        private boolean rank() {
            int window = request.after().map(SearchCursor::window).orElse(0);
            Optional<SearchCursor> after = request.after();
            while (true) {
                look(window);
                boolean last = window == Ranking.WINDOWS.size() - 1;
                boolean left = take(window, after);
                if (left || page.size() == request.limit() && more && !last) {
                    next = Optional.of(SearchCursor.behind(request.identity(), at, window, page.get(page.size() - 1)));
                    return false;
                } else if (!more) {
                    return true;
                } else if (last) {
                    places.forEach(
                            it -> notes.add(Note.of(it.profile(), Reason.BEYOND_WINDOW, Ranking.WINDOWS.get(2))));
                    return true;
                }
                window++;
                after = Optional.empty();
            }
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
                List<Match> indexed = index.asked(place.store(), request.text(), sessions.get(), cancellation);
                boolean done = false;
                while (!done && !scanning.isFull() && System.nanoTime() < until) {
                    ScanSearch.Slice slice =
                            scan.slice(place.store(), request.text(), sessions.get(), indexed, before, cancellation);
                    before = scanning.add(slice);
                    done = before <= 1;
                }
            } catch (StoreFaultException e) {
                notes.add(Note.of(place.profile(), e.fault()));
                failed.add(e);
                before = 0;
            }
            page.addAll(scanning.scored());
            searched.add(new Searched(place.profile(), Way.SCAN, scanning.hits()));
            if (before <= 1) {
                return Optional.empty();
            }
            notes.add(Note.of(place.profile(), Reason.SCAN_UNFINISHED, before));
            return Optional.of(cursorAt(place, before));
        }

        /** Takes what belongs to a window, and tells whether some of it is left. */
        private boolean take(int window, Optional<SearchCursor> after) {
            int from = window == 0 ? Scored.IN_MEMORY : Ranking.WINDOWS.get(window - 1);
            List<Scored> following = all.stream()
                    .filter(it -> it.first() >= from)
                    .filter(it -> after.map(place -> Scored.ORDER.compare(cursor(it), place) > 0)
                            .orElse(true))
                    .sorted((one, other) -> Scored.ORDER.compare(cursor(one), cursor(other)))
                    .toList();
            int room = request.limit() - page.size();
            following.stream().limit(room).forEach(page::add);
            return following.size() > room;
        }

        private SearchCursor cursor(Scored scored) {
            return SearchCursor.behind(0, 0, 0, scored);
        }

        /** Looks in all stores for so many of the best messages. */
        private void look(int window) {
            searched = new ArrayList<>();
            notes = new ArrayList<>();
            failed.clear();
            more = false;
            List<Scored> found = new ArrayList<>();
            for (Place place : places) {
                cancellation.check();
                List<Candidate> candidates = messages(place, Ranking.WINDOWS.get(window));
                found.addAll(ranking.scored(place, candidates));
                place.projection()
                        .ifPresent(it -> searched.add(
                                0,
                                new Searched(
                                        place.profile(),
                                        Way.MEMORY,
                                        it.conversations().size())));
                notesOnConversations(place);
            }
            all = found;
        }

        private List<Candidate> messages(Place place, int limit) {
            Optional<Condition> sessions = looksForMessages() ? place.sessions() : Optional.empty();
            if (sessions.isEmpty()) {
                return List.of();
            } else if (System.nanoTime() >= end) {
                notes.add(Note.of(place.profile(), Reason.DEADLINE));
                failed.add(new StoreFaultException(place.store().profile(), StoreFault.TIMED_OUT));
                return List.of();
            }
            try {
                Findings findings = index.find(place.store(), request.text(), sessions.get(), limit, cancellation);
                searched.addAll(findings.searched());
                notes.addAll(findings.notes());
                more |= findings.more();
                return findings.candidates();
            } catch (StoreFaultException e) {
                notes.add(Note.of(place.profile(), e.fault()));
                failed.add(e);
                return List.of();
            }
        }

        private void notesOnConversations(Place place) {
            List<Conversation> known =
                    place.projection().map(it -> it.conversations()).orElse(List.of());
            if (!place.filter().names(Rule.TRASHED) && known.stream().anyMatch(Conversation::trashed)) {
                notes.add(Note.of(place.profile(), Reason.TRASH));
            }
            if (!place.filter().names(Rule.HIDDEN) && known.stream().anyMatch(Conversation::hidden)) {
                notes.add(Note.of(place.profile(), Reason.HIDDEN));
            }
            long elsewhere = known.stream()
                    .filter(it -> it.keeping().keeper() != Keeper.STORE)
                    .count();
            if (elsewhere > 0) {
                notes.add(Note.of(place.profile(), Reason.ELSEWHERE, elsewhere));
            }
        }
    }
}
