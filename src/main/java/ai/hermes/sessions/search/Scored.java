package ai.hermes.sessions.search;

import ai.hermes.sessions.conversation.Conversation;
import ai.hermes.sessions.conversation.ConversationText;
import java.util.Comparator;
import java.util.List;

/**
 * A conversation that was found.
 *
 * @param place where
 * @param conversation the conversation
 * @param score how well it fits and how recent it is
 * @param known what is known of it without its messages and has something that was looked for
 * @param messages its messages that were found, the best first
 * @param first the place of the best of them among all that were found; before all where it was found in memory
 */
record Scored(
        Place place,
        Conversation conversation,
        double score,
        List<ConversationText.Field> known,
        List<Candidate> messages,
        int first) {

    /** The order of answers: the best first. */
    static final Comparator<SearchCursor> ORDER = Comparator.comparingDouble(SearchCursor::score)
            .thenComparing(SearchCursor::activity)
            .thenComparing(SearchCursor::id)
            .thenComparing(SearchCursor::profile)
            .reversed();

    /** In memory, before all messages. */
    static final int IN_MEMORY = -1;
}
