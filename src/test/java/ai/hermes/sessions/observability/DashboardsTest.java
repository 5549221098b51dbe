package ai.hermes.sessions.observability;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hermes.sessions.observability.Dashboards.Panel;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DashboardsTest {

    @Test
    void eachHasAnIdOfItsOwn() {
        assertThat(Dashboards.files())
                .extracting(file -> Dashboards.read(file).path("uid").asText())
                .doesNotHaveDuplicates()
                .hasSize(4);
    }

    @ParameterizedTest
    @MethodSource("panels")
    void eachPanelSaysWhatItShows(Panel panel) {
        assertThat(panel.json().path("description").asText())
                .as(panel.toString())
                .isNotBlank();
    }

    @ParameterizedTest
    @MethodSource("files")
    void panelsAskOnlyDataSourcesThatCanBeChosen(Path file) {
        assertThat(Dashboards.read(file).findValues("datasource"))
                .extracting(source -> source.path("uid").asText())
                .isSubsetOf("${datasource}", "${traces}");
    }

    @ParameterizedTest
    @MethodSource("files")
    void panelsDoNotOverlap(Path file) {
        List<JsonNode> places = Dashboards.read(file).findValues("gridPos");
        for (JsonNode one : places) {
            assertThat(places)
                    .filteredOn(other -> other != one && overlap(one, other))
                    .isEmpty();
        }
    }

    @Test
    void labelsAreNotTakenForMetrics() {
        assertThat(Dashboards.metricsIn(
                        "sum by (hermes_purpose, le) (rate(db_client_x_bucket{hermes_state=\"hermes_idle\"}[5m]))"))
                .containsExactly("db_client_x_bucket");
    }

    static List<Panel> panels() {
        return Dashboards.panels();
    }

    static List<Path> files() {
        return Dashboards.files();
    }

    private static boolean overlap(JsonNode one, JsonNode other) {
        return overlap(one, other, "x", "w") && overlap(one, other, "y", "h");
    }

    private static boolean overlap(JsonNode one, JsonNode other, String from, String length) {
        int first = one.path(from).asInt();
        int second = other.path(from).asInt();
        return first < second + other.path(length).asInt()
                && second < first + one.path(length).asInt();
    }
}
