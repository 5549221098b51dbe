package ai.hermes.sessions.annotation;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a person added to a conversation. It wins over what the agent's store has. Times are seconds since 1970.
 *
 * @param pinned whether it is kept at hand
 * @param archived whether it is out of the default list
 * @param hidden whether it is out of all lists
 * @param title its title; empty for the agent's
 * @param projectId the project that it is in; empty for none
 * @param tags its tags
 * @param note what a person noted about it; empty for nothing
 * @param trashedAt when it was moved to the trash; empty while it is not in there
 * @param readAt until when it was read: later activity is unread; 0 where it was marked as unread; empty where nobody
 *     said anything
 */
public record Annotation(
        ThreeState pinned,
        ThreeState archived,
        ThreeState hidden,
        Optional<String> title,
        Optional<String> projectId,
        Tags tags,
        Optional<String> note,
        OptionalDouble trashedAt,
        OptionalDouble readAt) {

    /** Nothing was added. */
    public static final Annotation NONE = new Annotation(
            ThreeState.UNSET,
            ThreeState.UNSET,
            ThreeState.UNSET,
            Optional.empty(),
            Optional.empty(),
            Tags.NONE,
            Optional.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty());

    /** The same, kept at hand or not. */
    public Annotation pinned(boolean value) {
        return pinned(ThreeState.of(value));
    }

    Annotation pinned(ThreeState value) {
        return new Annotation(value, archived, hidden, title, projectId, tags, note, trashedAt, readAt);
    }

    /** The same, out of the default list or not. */
    public Annotation archived(boolean value) {
        return archived(ThreeState.of(value));
    }

    Annotation archived(ThreeState value) {
        return new Annotation(pinned, value, hidden, title, projectId, tags, note, trashedAt, readAt);
    }

    /** The same, out of all lists or not. */
    public Annotation hidden(boolean value) {
        return hidden(ThreeState.of(value));
    }

    Annotation hidden(ThreeState value) {
        return new Annotation(pinned, archived, value, title, projectId, tags, note, trashedAt, readAt);
    }

    /** The same with a title of its own. */
    public Annotation titled(String value) {
        return titled(Optional.of(value));
    }

    /** The same with a title of its own; empty for the agent's. */
    public Annotation titled(Optional<String> value) {
        return new Annotation(pinned, archived, hidden, value, projectId, tags, note, trashedAt, readAt);
    }

    /** The same in a project; empty for none. */
    public Annotation inProject(Optional<String> id) {
        return new Annotation(pinned, archived, hidden, title, id, tags, note, trashedAt, readAt);
    }

    /** The same with these tags and no others. */
    public Annotation tagged(Tags value) {
        return new Annotation(pinned, archived, hidden, title, projectId, value, note, trashedAt, readAt);
    }

    /** The same with that note; empty for none. */
    public Annotation noted(Optional<String> value) {
        return new Annotation(pinned, archived, hidden, title, projectId, tags, value, trashedAt, readAt);
    }

    /** The same in the trash since then; empty for not in there. */
    public Annotation trashed(OptionalDouble since) {
        return new Annotation(pinned, archived, hidden, title, projectId, tags, note, since, readAt);
    }

    /** The same, read until then; 0 for unread. */
    public Annotation read(OptionalDouble until) {
        return new Annotation(pinned, archived, hidden, title, projectId, tags, note, trashedAt, until);
    }
}
