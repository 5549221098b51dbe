package ai.hermes.sessions.project;

import ai.hermes.sessions.annotation.Project;

/** A project as it is after a change. */
record ProjectAnswer(boolean ok, ProjectRow project) {

    static ProjectAnswer of(Project project) {
        return new ProjectAnswer(true, ProjectRow.of(project));
    }

    /** The answer where nothing is left to show. */
    record Gone(boolean ok) {}
}
