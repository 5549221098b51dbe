package ai.hermes.sessions.insight;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What sessions used, by one or two dimensions.
 *
 * @param from the first moment that is counted, in seconds since 1970
 * @param to the first moment after
 * @param zone the time zone of its days
 * @param by the dimensions
 * @param days all days of the range; absent where they are too many
 * @param rows one for each place where something was used
 * @param total the sum of the rows
 * @param asOf of when the oldest figures are, in seconds since 1970
 * @param faults stores whose figures are old or missing
 */
@JsonNaming(SnakeCaseStrategy.class)
record UsageAnswer(
        double from,
        double to,
        String zone,
        List<String> by,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<List<Range.Day>> days,
        List<UsageRow> rows,
        Figures total,
        double asOf,
        List<InsightFault> faults) {

    Csv csv() {
        List<String> header =
                Stream.concat(by.stream(), Figures.COLUMNS.stream()).toList();
        return new Csv(header, rows.stream().map(this::cells).toList());
    }

    private List<Object> cells(UsageRow row) {
        List<Object> cells = new ArrayList<>();
        by.forEach(name -> cells.add(row.keys().get(name)));
        cells.addAll(row.figures().cells());
        return cells;
    }
}
