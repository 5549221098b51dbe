package ai.hermes.sessions.exchange;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.Optional;

/**
 * How far an export is, on the wire and in its file.
 *
 * @param sessionsDone conversations that are written
 * @param sessionsTotal conversations that were chosen
 * @param sessionsMissing of those written, the ones that were gone when their turn came
 * @param bytes size of the file so far
 * @param sha256 of the whole file, lower-case hex; absent until it is done
 * @param error why it failed, in a sentence; absent otherwise
 * @param remedy what to do about that
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record ExportStatus(
        JobState state,
        int sessionsDone,
        int sessionsTotal,
        int sessionsMissing,
        long bytes,
        Optional<String> sha256,
        Optional<String> error,
        Optional<String> remedy) {

    static ExportStatus waiting(int total) {
        return new ExportStatus(JobState.WAITING, 0, total, 0, 0, Optional.empty(), Optional.empty(), Optional.empty());
    }

    ExportStatus running(int done, int missing, long size) {
        return new ExportStatus(
                JobState.RUNNING,
                done,
                sessionsTotal,
                missing,
                size,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    ExportStatus done(String digest, long size) {
        return new ExportStatus(
                JobState.DONE,
                sessionsTotal,
                sessionsTotal,
                sessionsMissing,
                size,
                Optional.of(digest),
                Optional.empty(),
                Optional.empty());
    }

    ExportStatus failed(String why, String what) {
        return new ExportStatus(
                JobState.FAILED,
                sessionsDone,
                sessionsTotal,
                sessionsMissing,
                0,
                Optional.empty(),
                Optional.of(why),
                Optional.of(what));
    }

    ExportStatus cancelled() {
        return new ExportStatus(
                JobState.CANCELLED,
                sessionsDone,
                sessionsTotal,
                sessionsMissing,
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
