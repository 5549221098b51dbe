package ai.hermes.sessions.annotation;

import java.util.Optional;

/**
 * What a person added to a conversation. It wins over what the agent's store has.
 *
 * @param pinned whether it is kept at hand
 * @param archived whether it is out of the default list
 * @param hidden whether it is out of all lists
 * @param title its title; empty for the agent's
 * @param projectId the project that it is in; empty for none
 */
public record Annotation(
        ThreeState pinned, ThreeState archived, ThreeState hidden, Optional<String> title, Optional<String> projectId) {

    /** Nothing was added. */
    public static final Annotation NONE =
            new Annotation(ThreeState.UNSET, ThreeState.UNSET, ThreeState.UNSET, Optional.empty(), Optional.empty());

    /** The same, kept at hand or not. */
    public Annotation pinned(boolean value) {
        return new Annotation(ThreeState.of(value), archived, hidden, title, projectId);
    }

    /** The same, out of the default list or not. */
    public Annotation archived(boolean value) {
        return new Annotation(pinned, ThreeState.of(value), hidden, title, projectId);
    }

    /** The same with a title of its own. */
    public Annotation titled(String value) {
        return new Annotation(pinned, archived, hidden, Optional.of(value), projectId);
    }

    /** The same in a project; empty for none. */
    public Annotation inProject(Optional<String> id) {
        return new Annotation(pinned, archived, hidden, title, id);
    }
}
