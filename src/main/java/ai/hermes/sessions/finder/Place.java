package ai.hermes.sessions.finder;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.OptionalLong;

/**
 * Where something was found.
 *
 * @param profile whose store
 * @param sessionId the session; of what people added, the root of the conversation, and empty where it is of none
 * @param messageId the message, where it is in one
 * @param place the column, or what people added: {@code title}, {@code note}, {@code tag}, {@code draft},
 *     {@code project}, {@code copy}, {@code view}
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record Place(String profile, String sessionId, OptionalLong messageId, String place) {}
