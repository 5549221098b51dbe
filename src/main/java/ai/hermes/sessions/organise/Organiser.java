package ai.hermes.sessions.organise;

import ai.hermes.sessions.annotation.AnnotationRepository;
import ai.hermes.sessions.annotation.AnnotationRepository.Undone;
import ai.hermes.sessions.annotation.Change;
import ai.hermes.sessions.store.Profile;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Does deeds, all of each or nothing, and takes them back. All methods throw
 * {@link ai.hermes.sessions.annotation.AnnotationFaultException} if it could not be kept.
 */
@Singleton
final class Organiser {

    private final AnnotationRepository annotations;
    private final Clock clock;
    private final Duration kept;

    @Inject
    Organiser(AnnotationRepository annotations, Clock clock, OrganiseConfig config) {
        this.annotations = annotations;
        this.clock = clock;
        this.kept = Duration.ofDays(config.undoDays());
    }

    /** Does it; answers the id of the change, empty where all was so before. */
    OptionalLong make(Profile profile, DeedPlan plan) {
        return annotations.annotate(note(profile, plan.deed()), plan);
    }

    /** Finds out what would come of it. */
    void rehearse(DeedPlan plan) {
        plan.of(annotations.annotations());
    }

    /** Takes a change back; empty where the profile has no such change any more. */
    Optional<Undone> undo(Profile profile, long changeId) {
        return annotations.undo(note(profile, Deed.UNDO), changeId);
    }

    /** The newest changes of a profile from before one. */
    List<Change> changes(Profile profile, long before, int limit) {
        return annotations.changes(profile, before, note(profile, Deed.UNDO).keptFrom(), limit);
    }

    private Change.Note note(Profile profile, Deed deed) {
        double now = clock.millis() / 1000.0;
        return new Change.Note(profile, deed.wireName(), now, now - kept.toSeconds());
    }
}
