package ai.hermes.sessions.exchange;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/**
 * An import on the wire.
 *
 * @param id by which it is asked for
 * @param profile whose conversations it brings in
 * @param createdAt when it was begun, in seconds since 1970
 * @param offset how much of its file is here: where the next part begins
 * @param maxPart the largest part that may be sent, in bytes
 * @param status how far it is
 */
@JsonNaming(SnakeCaseStrategy.class)
record ImportAnswer(
        String id,
        String profile,
        double createdAt,
        long offset,
        int maxPart,
        @JsonUnwrapped ImportStatus status) {

    static final int MAX_PART = 8 << 20;

    static ImportAnswer of(ImportJob job, long offset) {
        return new ImportAnswer(
                job.id(), job.profile().name(), job.createdAt() / 1000.0, offset, MAX_PART, job.status());
    }

    /** All of them. */
    record All(List<ImportAnswer> imports) {}

    /** Something was done to one. */
    record Done(boolean ok) {}
}
