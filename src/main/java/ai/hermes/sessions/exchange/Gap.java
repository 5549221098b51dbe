package ai.hermes.sessions.exchange;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/**
 * Something that was chosen and is not in an export.
 *
 * @param profile whose it is
 * @param sessionId id of the conversation
 * @param messageId the message that is not in it, or the last one before what is not; 0, and absent on the wire, where
 *     it is all of the conversation
 * @param error why, in a sentence
 * @param remedy what to do about it, in a sentence
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
record Gap(String profile, String sessionId, long messageId, String error, String remedy) {

    /** What such are called in every file that tells of them. */
    static final String NAME = "not_exported";
}
