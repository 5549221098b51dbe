package ai.hermes.sessions.search;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Collection;
import java.util.List;

/** Which sessions of a store are searched, as a condition on their messages. */
final class SessionScope {

    private SessionScope() {}

    /** These and no others. */
    static Condition only(Collection<String> ids) {
        return new Condition("messages.session_id IN (SELECT value FROM json_each(?))", List.of(json(ids)));
    }

    /** All but these. */
    static Condition allBut(Collection<String> ids) {
        return ids.isEmpty()
                ? new Condition("1", List.of())
                : new Condition("messages.session_id NOT IN (SELECT value FROM json_each(?))", List.of(json(ids)));
    }

    private static String json(Collection<String> ids) {
        var array = JsonNodeFactory.instance.arrayNode();
        ids.forEach(array::add);
        return array.toString();
    }
}
