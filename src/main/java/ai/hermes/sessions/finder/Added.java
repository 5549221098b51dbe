package ai.hermes.sessions.finder;

import ai.hermes.sessions.annotation.Annotation;
import ai.hermes.sessions.annotation.AnnotationRepository;
import ai.hermes.sessions.annotation.Annotations;
import ai.hermes.sessions.annotation.ConversationKey;
import ai.hermes.sessions.annotation.CopyRepository;
import ai.hermes.sessions.annotation.DraftRepository;
import ai.hermes.sessions.annotation.ViewRepository;
import ai.hermes.sessions.store.Profile;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Looks through what people added, and through copies. */
@Singleton
class Added {

    private final AnnotationRepository annotations;
    private final DraftRepository drafts;
    private final CopyRepository copies;
    private final ViewRepository views;

    @Inject
    Added(AnnotationRepository annotations, DraftRepository drafts, CopyRepository copies, ViewRepository views) {
        this.annotations = annotations;
        this.drafts = drafts;
        this.copies = copies;
        this.views = views;
    }

    /** Where in all of it a secret lies. */
    List<Place> find(Secret secret, List<Profile> profiles) {
        List<Place> places = new ArrayList<>();
        Annotations all = annotations.annotations();
        all.byConversation().forEach((key, annotation) -> annotation(places, secret, key, annotation));
        all.projects().stream()
                .filter(it -> secret.in(it.name()))
                .forEach(it -> places.add(new Place(it.profile().name(), "", OptionalLong.empty(), "project")));
        drafts.all().forEach((key, draft) -> look(places, secret, key, draft.text() + draft.files(), "draft"));
        copies.copies()
                .values()
                .forEach(copy -> look(
                        places,
                        secret,
                        new ConversationKey(copy.profile(), copy.id()),
                        copy.title() + copy.workspace(),
                        "copy"));
        copies.containing(secret.plain(), secret.escaped())
                .forEach(it -> places.add(
                        new Place(it.profile().name(), it.copyId(), OptionalLong.of(it.number() + 1), "copy")));
        for (Profile profile : profiles) {
            views.views(profile).stream()
                    .filter(it -> secret.in(it.name()) || secret.in(it.query()))
                    .forEach(it -> places.add(new Place(profile.name(), "", OptionalLong.empty(), "view")));
        }
        return places;
    }

    private static void annotation(List<Place> places, Secret secret, ConversationKey key, Annotation annotation) {
        look(places, secret, key, annotation.title().orElse(""), "title");
        look(places, secret, key, annotation.note().orElse(""), "note");
        look(places, secret, key, String.join("\n", annotation.tags().names()), "tag");
    }

    private static void look(List<Place> places, Secret secret, ConversationKey key, String text, String place) {
        if (secret.in(text)) {
            places.add(new Place(key.profile().name(), key.rootId(), OptionalLong.empty(), place));
        }
    }
}
