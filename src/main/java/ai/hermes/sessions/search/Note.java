package ai.hermes.sessions.search;

import ai.hermes.sessions.store.StoreFault;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/**
 * Something that was not searched, or not as far as one might think.
 *
 * @param profile whose store it is
 * @param code stable name of the reason, for programs
 * @param message what was not searched, and why, for people
 * @param scanFinds there, and true, only where a scan of all messages would search it
 */
@JsonNaming(SnakeCaseStrategy.class)
record Note(
        String profile,
        String code,
        String message,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean scanFinds) {

    /** A store that could not be read; the code is that of the fault. */
    static Note of(String profile, StoreFault fault) {
        return new Note(profile, fault.code(), fault.message() + " " + fault.remedy(), false);
    }

    static Note of(String profile, Reason reason, Object... details) {
        return new Note(profile, reason.code(), reason.message().formatted(details), reason.scanFinds());
    }
}
