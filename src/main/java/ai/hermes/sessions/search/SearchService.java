package ai.hermes.sessions.search;

import ai.hermes.sessions.query.QueryException;
import ai.hermes.sessions.query.SearchText;
import ai.hermes.sessions.store.Cancellation;
import ai.hermes.sessions.store.Profile;
import ai.hermes.sessions.wire.ApiException;
import ai.hermes.sessions.wire.Turnstile;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Searches for whoever asks in the language of searches. Only a few at a time. */
@Singleton
public class SearchService {

    private static final int MESSAGES = 3;
    /** Clients of the old web UI know no pages. */
    private static final int PLAIN_LIMIT = 200;

    private final Searches searches;
    /** So that searches never take all threads and readers that others need. */
    private final Turnstile gate;

    @Inject
    SearchService(Searches searches, SearchConfig config) {
        this.searches = searches;
        this.gate =
                new Turnstile(config.maxConcurrent(), config.maxConcurrent(), config.patience(), SearchService::busy);
    }

    private static ApiException busy() {
        return new ApiException(
                503,
                "search_busy",
                "Too many searches are running. Please try again in a moment.",
                Map.of("retry_after_seconds", 1));
    }

    /**
     * Searches when it is its turn.
     *
     * @throws ApiException 400 if the text makes no sense, with the place where; 503 if too many searches are running
     * @throws ai.hermes.sessions.store.StoreFaultException if no store could be searched and nothing was found
     * @throws java.util.concurrent.CancellationException if it was ended
     */
    public SearchAnswer search(SearchParameters asked, Cancellation cancellation) {
        SearchRequest request = request(asked);
        return gate.enter(cancellation, () -> searches.search(request, cancellation));
    }

    /**
     * Conversations that filters, and words in titles, tags and notes, mean. Answered from memory, so it never waits
     * for its turn.
     *
     * @throws ApiException 400 if the text makes no sense, with the place where
     */
    public SearchAnswer list(SearchParameters asked, Cancellation cancellation) {
        SearchRequest request = request(asked);
        if (!request.text().ofMessages().isEmpty()) {
            throw ApiException.badRequest("tool:, role: and has: are about messages: search for them");
        }
        return searches.search(request.inMemory(), cancellation);
    }

    /**
     * Searches for words, whatever signs they have; one page, with one message of each conversation.
     *
     * @param messages whether messages are searched
     */
    SearchAnswer plain(String text, List<Profile> profiles, boolean messages, Cancellation cancellation) {
        SearchRequest request = new SearchRequest(
                SearchText.plain(text), profiles, PLAIN_LIMIT, 1, false, false, messages, Optional.empty());
        return gate.enter(cancellation, () -> searches.search(request, cancellation));
    }

    private static SearchRequest request(SearchParameters asked) {
        SearchText text = parsed(asked.text());
        int identity = SearchRequest.identity(text, asked.profiles(), asked.scan());
        return new SearchRequest(
                text,
                asked.profiles(),
                asked.limit(),
                MESSAGES,
                asked.scan(),
                asked.facets(),
                true,
                asked.cursor().filter(it -> !it.isBlank()).map(it -> SearchCursor.decode(it, identity)));
    }

    private static SearchText parsed(String text) {
        try {
            return SearchText.parse(text);
        } catch (QueryException e) {
            throw new ApiException(
                    400, "query_invalid", e.getMessage(), Map.of("position", e.position(), "length", e.length()));
        }
    }
}
