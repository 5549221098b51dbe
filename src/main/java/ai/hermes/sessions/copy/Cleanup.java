package ai.hermes.sessions.copy;

import ai.hermes.sessions.annotation.Annotation;
import ai.hermes.sessions.annotation.AnnotationRepository;
import ai.hermes.sessions.annotation.Annotations;
import ai.hermes.sessions.annotation.Change;
import ai.hermes.sessions.annotation.ConversationKey;
import ai.hermes.sessions.annotation.Copy;
import ai.hermes.sessions.annotation.CopyRepository;
import ai.hermes.sessions.annotation.Draft;
import ai.hermes.sessions.annotation.DraftRepository;
import ai.hermes.sessions.annotation.ShareRepository;
import ai.hermes.sessions.store.Profile;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Moves empty copies to the trash, and copies out of it for good. What the agent has is left alone, however empty. */
@Singleton
class Cleanup {

    private static final String ACTION = "trash";

    private final CopyRepository copies;
    private final AnnotationRepository annotations;
    private final DraftRepository drafts;
    private final ShareRepository shares;
    private final Clock clock;

    @Inject
    Cleanup(
            CopyRepository copies,
            AnnotationRepository annotations,
            DraftRepository drafts,
            ShareRepository shares,
            Clock clock) {
        this.copies = copies;
        this.annotations = annotations;
        this.drafts = drafts;
        this.shares = shares;
        this.clock = clock;
    }

    /** Those that were never given a title. */
    int untitled(Profile profile) {
        return clean(profile, it -> it.equals(Copies.UNTITLED));
    }

    /** All of them. */
    int all(Profile profile) {
        return clean(profile, it -> true);
    }

    /** Removes what is in the trash for good. Only of copies: all else belongs to others. */
    int purge(Profile profile) {
        Annotations now = annotations.annotations();
        Set<ConversationKey> trashed = copies.copies().values().stream()
                .filter(it -> it.profile().equals(profile))
                .map(it -> new ConversationKey(profile, it.id()))
                .filter(it -> now.of(it).trashedAt().isPresent())
                .collect(Collectors.toSet());
        if (!trashed.isEmpty()) {
            copies.remove(trashed.stream().map(ConversationKey::rootId).collect(Collectors.toSet()));
            annotations.forget(trashed);
            shares.remove(trashed);
            trashed.forEach(it -> drafts.keep(it, Draft.NONE));
        }
        return trashed.size();
    }

    private int clean(Profile profile, Predicate<String> title) {
        if (copies.copies().values().stream().noneMatch(it -> empty(it, profile))) {
            return 0;
        }
        double now = clock.millis() / 1000.0;
        Map<ConversationKey, Annotation> trashed = new HashMap<>();
        // No change is forgotten for it.
        annotations.annotate(new Change.Note(profile, ACTION, now, 0), before -> {
            for (Copy copy : copies.copies().values()) {
                ConversationKey key = new ConversationKey(profile, copy.id());
                Annotation annotation = before.of(key);
                if (empty(copy, profile)
                        && annotation.trashedAt().isEmpty()
                        && title.test(annotation.title().orElse(copy.title()))) {
                    trashed.put(key, annotation.trashed(OptionalDouble.of(now)));
                }
            }
            return trashed;
        });
        return trashed.size();
    }

    private static boolean empty(Copy copy, Profile profile) {
        return copy.profile().equals(profile) && copy.size().messages() == 0;
    }
}
