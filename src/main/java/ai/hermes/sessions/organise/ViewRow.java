package ai.hermes.sessions.organise;

import ai.hermes.sessions.annotation.SavedView;
import ai.hermes.sessions.conversation.ConversationQuery;
import ai.hermes.sessions.session.ConversationQueries;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Map;

/**
 * A saved view on the wire.
 *
 * @param query its filters, as they are given to the list
 * @param createdAt in seconds since 1970
 */
@JsonNaming(SnakeCaseStrategy.class)
record ViewRow(String viewId, String name, Map<String, Object> query, String profile, double createdAt) {

    static ViewRow of(SavedView view, ConversationQuery query) {
        return new ViewRow(
                view.id(),
                view.name(),
                ConversationQueries.members(query),
                view.profile().name(),
                view.createdAt());
    }

    /**
     * The views of a profile.
     *
     * @param views in the order in which people see them
     */
    record Page(List<ViewRow> views) {}

    /** A view as it is after a change. */
    record Answer(boolean ok, ViewRow view) {}
}
