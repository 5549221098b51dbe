package ai.hermes.sessions.search;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One value that what was found can be narrowed to.
 *
 * @param value the value, as a filter takes it
 * @param label its name for people
 * @param count how many conversations, or messages of a tool, have it
 */
record Facet(String value, String label, long count) {

    private static final int MOST = 20;

    /** The most frequent values of some. */
    static List<Facet> most(Stream<Map.Entry<String, String>> values) {
        return values.collect(Collectors.groupingBy(it -> it, Collectors.counting())).entrySet().stream()
                .map(it -> new Facet(it.getKey().getKey(), it.getKey().getValue(), it.getValue()))
                .sorted(Comparator.comparingLong(Facet::count).reversed().thenComparing(Facet::value))
                .limit(MOST)
                .toList();
    }
}
