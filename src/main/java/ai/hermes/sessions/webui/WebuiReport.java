package ai.hermes.sessions.webui;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Map;

/**
 * What was found in the state folder of the old web UI.
 *
 * @param files files of sessions that are read
 * @param deleted those of them that people deleted in the old web UI; they are not shown
 * @param skippedCount files that could not be read as sessions
 * @param skipped the first of them by name, a hundred at most
 * @param profiles sessions by profile, also of profiles that the home does not have; those are not shown
 */
@JsonNaming(SnakeCaseStrategy.class)
public record WebuiReport(
        int files, int deleted, int skippedCount, List<SkippedFile> skipped, Map<String, Integer> profiles) {}
