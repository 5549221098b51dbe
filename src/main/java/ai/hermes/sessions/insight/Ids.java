package ai.hermes.sessions.insight;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Collection;

/** Many ids in one value of a query. */
final class Ids {

    private Ids() {}

    /** A JSON array, for {@code json_each}. */
    static String json(Collection<String> ids) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode(ids.size());
        ids.forEach(array::add);
        return array.toString();
    }
}
