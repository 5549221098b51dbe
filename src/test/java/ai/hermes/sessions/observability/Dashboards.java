package ai.hermes.sessions.observability;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The dashboards and rules that are brought along. */
final class Dashboards {

    static final Path FOLDER = Path.of("k8s", "observability");
    static final Path RULES = FOLDER.resolve("alerts.yaml");

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What in a query is no name of a metric but looks like one: labels, in braces or in lists. */
    private static final Pattern LABELS =
            Pattern.compile("\\{[^}]*}|\"[^\"]*\"|\\b(by|without|on|ignoring)\\s*\\([^)]*\\)");

    private static final Pattern METRIC = Pattern.compile("\\b(hermes|db_client|jvm|http_server)_\\w+");

    private Dashboards() {}

    static List<Path> files() {
        try (Stream<Path> files = Files.list(FOLDER.resolve("dashboards"))) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode read(Path file) {
        try {
            return JSON.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The panels of all dashboards that show something, rows not being among them. */
    static List<Panel> panels() {
        List<Panel> panels = new ArrayList<>();
        for (Path file : files()) {
            for (JsonNode panel : read(file).path("panels")) {
                if (!panel.path("type").asText().equals("row")) {
                    panels.add(new Panel(file.getFileName().toString(), panel));
                }
            }
        }
        return panels;
    }

    /** The metrics that a query in the language of Prometheus names. */
    static Set<String> metricsIn(String query) {
        return METRIC.matcher(LABELS.matcher(query).replaceAll(" "))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * A panel.
     *
     * @param file the dashboard
     * @param json the panel itself
     */
    record Panel(String file, JsonNode json) {

        String title() {
            return json.path("title").asText();
        }

        /** Its queries to Prometheus, with everything for the variables. */
        List<String> queries() {
            List<String> queries = new ArrayList<>();
            json.path("targets").forEach(target -> {
                if (target.has("expr")) {
                    queries.add(target.path("expr")
                            .asText()
                            .replace("$__rate_interval", "30s")
                            .replaceAll("\\$\\w+", ".*"));
                }
            });
            return queries;
        }

        @Override
        public String toString() {
            return file + ": " + title();
        }
    }
}
