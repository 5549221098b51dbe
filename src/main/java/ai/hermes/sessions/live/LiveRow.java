package ai.hermes.sessions.live;

import ai.hermes.sessions.conversation.Conversation;
import ai.hermes.sessions.conversation.Projection;
import ai.hermes.sessions.conversation.Rule;
import ai.hermes.sessions.session.SessionSummary;
import com.fasterxml.jackson.annotation.JsonUnwrapped;

/**
 * A conversation as it is now.
 *
 * @param row as on the list
 * @param source the name that this event has for {@code raw_source}
 * @param rule where it is: {@code listed}, or what keeps it off the list
 */
record LiveRow(@JsonUnwrapped SessionSummary row, String source, Rule rule) {

    static LiveRow of(Conversation conversation, Projection projection, double now) {
        return new LiveRow(
                SessionSummary.of(
                        conversation,
                        conversation.parent().flatMap(parent -> projection.find(parent.id())),
                        false,
                        now),
                conversation.source().raw(),
                conversation.rule(now));
    }
}
