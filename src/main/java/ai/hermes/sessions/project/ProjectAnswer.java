package ai.hermes.sessions.project;

import java.util.List;

/** A project as it is after a change. */
record ProjectAnswer(boolean ok, ProjectRow project) {

    /** The answer where nothing is left to show. */
    record Gone(boolean ok) {}

    /** Projects in their new order. */
    record Ordered(boolean ok, List<ProjectRow> projects) {}
}
