package ai.hermes.sessions.annotation;

import ai.hermes.sessions.store.Profile;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A conversation of our own. Texts are empty where nothing is known; times are seconds since 1970.
 *
 * @param id 12 lower-case hex digits
 * @param profile whose it is
 * @param kind how it came to be
 * @param parentId the session that it was branched off; empty for all others
 * @param title its title
 * @param workspace working folder
 * @param model the model's slug
 * @param provider who bills for it
 * @param toolsets names of the toolsets that are wanted; empty for the agent's own choice
 * @param createdAt when it was made
 * @param changedAt when something of it was changed last
 * @param clearGeneration how often its messages were cleared
 * @param size what is known of its messages
 * @param imported set where it was brought in to be looked at, and cannot be changed
 */
public record Copy(
        String id,
        Profile profile,
        Kind kind,
        String parentId,
        String title,
        String workspace,
        String model,
        String provider,
        Optional<List<String>> toolsets,
        double createdAt,
        double changedAt,
        long clearGeneration,
        Size size,
        Optional<Imported> imported) {

    /** How a copy came to be. */
    public enum Kind {
        /** All of another conversation. */
        DUPLICATE,
        /** The beginning of another conversation, to go its own way. */
        FORK,
        /** Brought in from a file. */
        IMPORT;

        String column() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Kind of(String column) {
            return valueOf(column.toUpperCase(Locale.ROOT));
        }
    }

    /**
     * How much there is.
     *
     * @param messages messages
     * @param userMessages those of the user
     * @param bytes what they take
     */
    public record Size(long messages, long userMessages, long bytes) {

        /** Nothing. */
        public static final Size NONE = new Size(0, 0, 0);
    }

    /** The same, of which that is known from its first place, and which cannot be changed. */
    public Copy imported(Imported from) {
        return new Copy(
                id,
                profile,
                kind,
                parentId,
                title,
                workspace,
                model,
                provider,
                toolsets,
                createdAt,
                changedAt,
                clearGeneration,
                size,
                Optional.of(from));
    }

    /** The same with another title. */
    public Copy titled(String other) {
        return new Copy(
                id,
                profile,
                kind,
                parentId,
                other,
                workspace,
                model,
                provider,
                toolsets,
                createdAt,
                changedAt,
                clearGeneration,
                size,
                imported);
    }

    /** The same with another place and model to work with. */
    public Copy workingWith(String itsWorkspace, String itsModel, String itsProvider) {
        return new Copy(
                id,
                profile,
                kind,
                parentId,
                title,
                itsWorkspace,
                itsModel,
                itsProvider,
                toolsets,
                createdAt,
                changedAt,
                clearGeneration,
                size,
                imported);
    }

    /** The same with other toolsets. */
    public Copy withToolsets(Optional<List<String>> others) {
        return new Copy(
                id,
                profile,
                kind,
                parentId,
                title,
                workspace,
                model,
                provider,
                others,
                createdAt,
                changedAt,
                clearGeneration,
                size,
                imported);
    }

    /** The same, cleared once more and untitled. */
    public Copy cleared(String untitled) {
        return new Copy(
                id,
                profile,
                kind,
                parentId,
                untitled,
                workspace,
                model,
                provider,
                toolsets,
                createdAt,
                changedAt,
                clearGeneration + 1,
                size,
                imported);
    }

    /** The same, changed at that time. */
    public Copy changedAt(double time) {
        return new Copy(
                id,
                profile,
                kind,
                parentId,
                title,
                workspace,
                model,
                provider,
                toolsets,
                createdAt,
                time,
                clearGeneration,
                size,
                imported);
    }

    Copy sized(Size now) {
        return new Copy(
                id,
                profile,
                kind,
                parentId,
                title,
                workspace,
                model,
                provider,
                toolsets,
                createdAt,
                changedAt,
                clearGeneration,
                now,
                imported);
    }
}
