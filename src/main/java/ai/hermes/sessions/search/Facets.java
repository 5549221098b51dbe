package ai.hermes.sessions.search;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What the answer can be narrowed to. Counted over what was looked at.
 *
 * @param source by where conversations came from
 * @param project by their projects; none for in none
 * @param month by the months in which they were last active, such as {@code 2026-08}
 * @param tool by the tools whose results were found
 */
record Facets(List<Facet> source, List<Facet> project, List<Facet> month, List<Facet> tool) {

    /** @param projects names of projects by their ids */
    static Facets of(List<Scored> found, Map<String, String> projects) {
        return new Facets(
                Facet.most(found.stream()
                        .map(it -> it.conversation().source())
                        .filter(it -> !it.raw().isEmpty())
                        .map(it -> Map.entry(it.raw(), it.label()))),
                Facet.most(found.stream()
                        .map(it -> it.conversation().annotation().projectId().orElse("none"))
                        .map(id -> Map.entry(id, projects.getOrDefault(id, "")))),
                Facet.most(found.stream()
                        .map(it -> month(it.conversation().activity()))
                        .map(it -> Map.entry(it, it))),
                Facet.most(found.stream()
                        .flatMap(it -> it.messages().stream())
                        .map(Candidate::tool)
                        .filter(Predicate.not(String::isEmpty))
                        .map(it -> Map.entry(it, it))));
    }

    private static String month(double seconds) {
        return YearMonth.from(Instant.ofEpochSecond((long) seconds).atZone(ZoneId.systemDefault()))
                .toString();
    }
}
