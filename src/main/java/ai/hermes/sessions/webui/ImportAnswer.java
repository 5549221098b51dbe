package ai.hermes.sessions.webui;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/**
 * What was taken over from the old web UI, or would be.
 *
 * @param dryRun whether nothing was changed
 * @param imported how many things were taken over, or would be
 * @param already how many were before
 * @param kept how many were not, since people said something else here
 * @param skipped how many could not be
 * @param rows a row for each of them
 * @param files what was found in the state folder
 */
@JsonNaming(SnakeCaseStrategy.class)
record ImportAnswer(
        boolean ok,
        boolean dryRun,
        long imported,
        long already,
        long kept,
        long skipped,
        List<ImportRow> rows,
        WebuiReport files) {

    static ImportAnswer of(boolean dryRun, List<ImportRow> rows, WebuiReport files) {
        return new ImportAnswer(
                true,
                dryRun,
                count(rows, ImportRow.Outcome.IMPORTED),
                count(rows, ImportRow.Outcome.ALREADY),
                count(rows, ImportRow.Outcome.KEPT),
                count(rows, ImportRow.Outcome.SKIPPED),
                List.copyOf(rows),
                files);
    }

    private static long count(List<ImportRow> rows, ImportRow.Outcome outcome) {
        return rows.stream().filter(it -> it.outcome() == outcome).count();
    }
}
