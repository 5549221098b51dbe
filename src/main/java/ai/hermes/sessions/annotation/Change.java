package ai.hermes.sessions.annotation;

import ai.hermes.sessions.store.Profile;
import java.util.OptionalLong;

/**
 * Something that was done to conversations, and can be undone.
 *
 * @param id greater than those of all changes before
 * @param profile whose conversations they are
 * @param action what was done, for people and programs
 * @param madeAt when, in seconds since 1970
 * @param changed how many conversations it changed
 * @param undoes the change that it took back; empty for one that is no undoing
 * @param undone whether it was taken back itself
 */
public record Change(
        long id, Profile profile, String action, double madeAt, int changed, OptionalLong undoes, boolean undone) {

    /**
     * What is noted of a change before it is made.
     *
     * @param profile whose conversations they are; a change is of one profile
     * @param action what is done
     * @param at now, in seconds since 1970
     * @param keptFrom changes that were made before, in seconds since 1970, are forgotten
     */
    public record Note(Profile profile, String action, double at, double keptFrom) {}
}
