package ai.hermes.sessions.search;

import ai.hermes.sessions.session.SessionSummary;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * What a search found, in the form that clients of the old web UI know.
 *
 * @param sessions conversations: those found by their title first, then those found by what was said
 * @param query what was searched for, in lower case; absent where nothing was
 * @param count how many conversations there are; absent likewise
 * @param allProfiles whether all profiles were searched
 * @param activeProfile the caller's profile
 * @param notSearched what was not searched, and why
 */
@JsonNaming(SnakeCaseStrategy.class)
record SessionsSearchAnswer(
        List<Row> sessions,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> query,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) OptionalInt count,
        boolean allProfiles,
        String activeProfile,
        List<Note> notSearched) {

    /**
     * One of them.
     *
     * @param matchType {@code title} or {@code content}; absent where nothing was searched for
     * @param matchPreview what was found in what was said; absent where it was found by its title
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record Row(
            @JsonUnwrapped SessionSummary summary,
            @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> matchType,
            @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> matchPreview) {

        private static final int PREVIEW = 118;

        static Row of(ConversationHit hit) {
            boolean title = !hit.foundIn().isEmpty();
            return new Row(
                    hit.summary(),
                    Optional.of(title ? "title" : "content"),
                    title ? Optional.empty() : hit.hits().stream().findFirst().map(it -> preview(it.snippet())));
        }

        private static String preview(Snippet snippet) {
            String text = snippet.text();
            int end = Math.min(text.length(), PREVIEW);
            if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
                end--;
            }
            boolean more = end < text.length() || snippet.cutAfter();
            return (snippet.cutBefore() ? "..." : "") + text.substring(0, end) + (more ? "..." : "");
        }
    }

    static SessionsSearchAnswer of(SearchAnswer answer, boolean allProfiles, String activeProfile) {
        boolean searched = !answer.query().isBlank();
        List<Row> sessions = searched
                ? Stream.of(true, false)
                        .flatMap(title -> answer.results().stream()
                                .filter(it -> it.foundIn().isEmpty() != title)
                                .sorted(Comparator.comparingDouble((ConversationHit it) ->
                                                it.summary().updatedAt())
                                        .reversed()))
                        .map(Row::of)
                        .toList()
                : answer.results().stream()
                        .map(it -> new Row(it.summary(), Optional.empty(), Optional.empty()))
                        .toList();
        return new SessionsSearchAnswer(
                sessions,
                searched ? Optional.of(answer.query().toLowerCase(Locale.ROOT)) : Optional.empty(),
                searched ? OptionalInt.of(sessions.size()) : OptionalInt.empty(),
                allProfiles,
                activeProfile,
                answer.notSearched());
    }
}
