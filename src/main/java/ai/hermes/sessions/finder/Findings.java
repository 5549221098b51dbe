package ai.hermes.sessions.finder;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Optional;

/**
 * What one step of a search found.
 *
 * @param places where it lies
 * @param scannedMessages how many messages this step looked through
 * @param complete whether there is nothing more to look through
 * @param nextCursor where the next step begins; null after the last
 */
@JsonNaming(SnakeCaseStrategy.class)
record Findings(List<Place> places, long scannedMessages, boolean complete, Optional<String> nextCursor) {}
