package ai.hermes.sessions.exchange;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.ArrayList;
import java.util.List;

/**
 * How far an import is, on the wire and in its file.
 *
 * @param uploading whether parts of the file are still to come
 * @param bytesRead how much of the file was read
 * @param imported conversations that were brought in
 * @param duplicates conversations that were there already
 * @param refused conversations and files that were not brought in
 * @param sessions the first of those that were brought in
 * @param problems the first of what was refused, and why
 */
@JsonNaming(SnakeCaseStrategy.class)
record ImportStatus(
        JobState state,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean uploading,
        long bytesRead,
        int imported,
        int duplicates,
        int refused,
        List<BroughtIn> sessions,
        List<Problem> problems) {

    private static final int TOLD = 100;

    ImportStatus {
        sessions = List.copyOf(sessions);
        problems = List.copyOf(problems);
    }

    /**
     * A conversation that was brought in.
     *
     * @param sessionId its id here
     * @param originalId its id where it came from
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record BroughtIn(String sessionId, String originalId, String title) {}

    static final ImportStatus UPLOADING = new ImportStatus(JobState.WAITING, true, 0, 0, 0, 0, List.of(), List.of());

    ImportStatus in(JobState now) {
        return new ImportStatus(now, false, bytesRead, imported, duplicates, refused, sessions, problems);
    }

    ImportStatus read(long bytes) {
        return new ImportStatus(state, uploading, bytes, imported, duplicates, refused, sessions, problems);
    }

    ImportStatus with(BroughtIn session) {
        return new ImportStatus(
                state, uploading, bytesRead, imported + 1, duplicates, refused, more(sessions, session), problems);
    }

    ImportStatus withDuplicate() {
        return new ImportStatus(state, uploading, bytesRead, imported, duplicates + 1, refused, sessions, problems);
    }

    ImportStatus with(Problem problem) {
        return new ImportStatus(
                state, uploading, bytesRead, imported, duplicates, refused + 1, sessions, more(problems, problem));
    }

    private static <T> List<T> more(List<T> list, T one) {
        if (list.size() >= TOLD) {
            return list;
        }
        List<T> all = new ArrayList<>(list);
        all.add(one);
        return all;
    }
}
