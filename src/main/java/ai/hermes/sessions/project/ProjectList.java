package ai.hermes.sessions.project;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/**
 * The projects of a profile, or of all.
 *
 * @param projects in their order: that in which they were made, until somebody changes it
 * @param activeProfile whose request it was
 * @param otherProfileCount how many projects other profiles have; 0 where they are in the list
 */
@JsonNaming(SnakeCaseStrategy.class)
record ProjectList(List<ProjectRow> projects, boolean allProfiles, String activeProfile, long otherProfileCount) {}
