package ai.hermes.sessions.exchange;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Optional;

/**
 * How far an export is, on the wire and in its file.
 *
 * @param sessionsDone conversations that are written
 * @param sessionsTotal conversations that were chosen
 * @param sessionsMissing of those written, the ones that were gone when their turn came
 * @param sessionsIncomplete of those written, the ones of which something could not be read
 * @param notExported the first of what is missing; the file has all of it
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
        int sessionsIncomplete,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Gap> notExported,
        long bytes,
        Optional<String> sha256,
        Optional<String> error,
        Optional<String> remedy) {

    ExportStatus {
        // What was kept by versions that did not tell it.
        notExported = notExported == null ? List.of() : List.copyOf(notExported);
    }

    static ExportStatus waiting(int total) {
        return new ExportStatus(
                JobState.WAITING, 0, total, 0, 0, List.of(), 0, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Of one that is waiting. */
    ExportStatus begun() {
        return in(JobState.RUNNING, 0);
    }

    ExportStatus running(int done, Gaps gaps, long size) {
        return new ExportStatus(
                JobState.RUNNING,
                done,
                sessionsTotal,
                gaps.gone(),
                gaps.incomplete(),
                gaps.first(),
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
                sessionsIncomplete,
                notExported,
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
                sessionsIncomplete,
                notExported,
                0,
                Optional.empty(),
                Optional.of(why),
                Optional.of(what));
    }

    ExportStatus cancelled() {
        return in(JobState.CANCELLED, 0);
    }

    private ExportStatus in(JobState now, long size) {
        return new ExportStatus(
                now,
                sessionsDone,
                sessionsTotal,
                sessionsMissing,
                sessionsIncomplete,
                notExported,
                size,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
