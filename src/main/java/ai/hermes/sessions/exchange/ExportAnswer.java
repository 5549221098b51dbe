package ai.hermes.sessions.exchange;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Optional;

/**
 * An export on the wire.
 *
 * @param id by which it is asked for
 * @param format of its file
 * @param createdAt when it was asked for, in seconds since 1970
 * @param fileName what its file is called
 * @param url where its file is had from, relative to the address of the page; absent until it is done
 * @param status how far it is
 */
@JsonNaming(SnakeCaseStrategy.class)
record ExportAnswer(
        String id,
        String format,
        double createdAt,
        String fileName,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> url,
        @JsonUnwrapped ExportStatus status) {

    static ExportAnswer of(ExportJob job) {
        Export export = job.export();
        ExportStatus status = job.status();
        return new ExportAnswer(
                export.id(),
                export.format().wireName(),
                export.seconds(),
                export.fileName(),
                status.state() == JobState.DONE
                        ? Optional.of("api/exports/" + export.id() + "/file")
                        : Optional.empty(),
                status);
    }

    /** All of them. */
    record All(List<ExportAnswer> exports) {}

    /** Something was done to one. */
    record Done(boolean ok) {}
}
