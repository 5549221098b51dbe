package ai.hermes.sessions.search;

import ai.hermes.sessions.store.Cancellation;
import ai.hermes.sessions.store.StoreFaultException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Counts what an answer can be narrowed to. */
@Singleton
class FacetReader {

    /** The name of a tool stands behind the content, which may be large, so it is not read of all messages. */
    private static final int MESSAGES = 200;

    private static final String TOOLS = """
            SELECT tool_name FROM messages
            WHERE id IN (SELECT value FROM json_each(?)) AND role = 'tool' AND tool_name <> ''
            """;

    private final SearchReads reads;

    @Inject
    FacetReader(SearchReads reads) {
        this.reads = reads;
    }

    /** @param projects names of projects by their ids */
    Facets of(List<Scored> found, Map<String, String> projects, Cancellation cancellation) {
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
                Facet.most(tools(found, cancellation).stream().map(it -> Map.entry(it, it))));
    }

    private static String month(double seconds) {
        return YearMonth.from(Instant.ofEpochSecond((long) seconds).atZone(ZoneId.systemDefault()))
                .toString();
    }

    private List<String> tools(List<Scored> found, Cancellation cancellation) {
        Map<Place, List<Candidate>> byPlace = new IdentityHashMap<>();
        found.forEach(it ->
                byPlace.computeIfAbsent(it.place(), key -> new ArrayList<>()).addAll(it.messages()));
        List<String> tools = new ArrayList<>();
        byPlace.forEach((place, messages) -> {
            List<Long> best = messages.stream()
                    .sorted(Comparator.comparingInt(Candidate::place))
                    .limit(MESSAGES)
                    .map(Candidate::id)
                    .toList();
            if (!best.isEmpty()) {
                tools.addAll(read(place, best, cancellation));
            }
        });
        return tools;
    }

    private List<String> read(Place place, List<Long> ids, Cancellation cancellation) {
        try {
            return reads.read(
                    place.store(),
                    cancellation,
                    connection -> connection.list(TOOLS, row -> row.text("tool_name"), ids.toString()));
        } catch (StoreFaultException e) {
            // What was found is worth more than the numbers beside it.
            return List.of();
        }
    }
}
