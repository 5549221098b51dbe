package ai.hermes.sessions.session;

import ai.hermes.sessions.annotation.AnnotationRepository;
import ai.hermes.sessions.annotation.Project;
import ai.hermes.sessions.annotation.SavedView;
import ai.hermes.sessions.annotation.ViewRepository;
import ai.hermes.sessions.conversation.ConversationQuery;
import ai.hermes.sessions.store.Profile;
import ai.hermes.sessions.wire.ApiException;
import ai.hermes.sessions.wire.JsonBody;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What saved views mean. */
@Singleton
public class SavedViews {

    private final ViewRepository views;
    private final AnnotationRepository annotations;
    private final JsonBody.Reader bodies;

    @Inject
    SavedViews(ViewRepository views, AnnotationRepository annotations, JsonBody.Reader bodies) {
        this.views = views;
        this.annotations = annotations;
        this.bodies = bodies;
    }

    /** The projects that a typed search may name. */
    public List<Project> projects() {
        return annotations.annotations().projects();
    }

    /**
     * The query of a view.
     *
     * @throws ApiException 404 if the profile has no such view
     */
    public ConversationQuery query(Profile profile, String id) {
        return views.view(profile, id).map(this::query).orElseThrow(SavedViews::notFound);
    }

    /** The query of a view. */
    public ConversationQuery query(SavedView view) {
        return ConversationQueries.of(
                bodies.read(view.query().getBytes(StandardCharsets.UTF_8)).allTexts(), projects());
    }

    /** The refusal of a view that is not there. */
    public static ApiException notFound() {
        return ApiException.notFound("View not found");
    }
}
