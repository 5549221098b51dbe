package ai.hermes.sessions.profile;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/**
 * All profiles of the home that have a store, and the default one.
 *
 * @param active the one that the request speaks for
 * @param singleProfileMode always false
 */
@JsonNaming(SnakeCaseStrategy.class)
record ProfileList(List<ProfileRow> profiles, String active, boolean singleProfileMode) {}
