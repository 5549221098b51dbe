package ai.hermes.sessions.organise;

import ai.hermes.sessions.annotation.SavedView;
import ai.hermes.sessions.annotation.ViewRepository;
import ai.hermes.sessions.conversation.ConversationQuery;
import ai.hermes.sessions.masking.Unmasked;
import ai.hermes.sessions.session.ConversationQueries;
import ai.hermes.sessions.session.SavedViews;
import ai.hermes.sessions.store.Profile;
import ai.hermes.sessions.wire.ApiException;
import ai.hermes.sessions.wire.JsonBody;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * The saved views of profiles. All methods throw {@link ApiException} for what makes no sense or is not there, and
 * {@link ai.hermes.sessions.annotation.AnnotationFaultException} if it could not be kept.
 */
@Singleton
class ViewsRepository {

    private static final int NAME_LENGTH = 128;
    private static final int ID_BYTES = 6;

    private final ViewRepository views;
    private final SavedViews queries;
    private final ObjectMapper json;
    private final Clock clock;
    private final int maxViews;
    private final SecureRandom random = new SecureRandom();

    @Inject
    ViewsRepository(
            ViewRepository views, SavedViews queries, @Unmasked ObjectMapper json, Clock clock, OrganiseConfig config) {
        this.views = views;
        this.queries = queries;
        this.json = json;
        this.clock = clock;
        this.maxViews = config.maxViews();
    }

    List<ViewRow> list(Profile profile) {
        return views.views(profile).stream().map(this::row).toList();
    }

    ViewRow create(Profile profile, JsonBody body) {
        body.require("name");
        String query = query(body);
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        SavedView view =
                new SavedView(HexFormat.of().formatHex(id), profile, name(body), query, clock.millis() / 1000.0);
        views.add(view, others -> {
            if (others.size() >= maxViews) {
                throw ApiException.badRequest("Up to " + maxViews + " views can be saved. Delete one before.");
            }
            unique(view.name(), others);
        });
        return row(view);
    }

    /** Gives a view another name, and another query if the body has one. */
    ViewRow rename(Profile profile, JsonBody body) {
        body.require("view_id", "name");
        String id = find(profile, body).id();
        String name = name(body);
        boolean asWell = body.has("query");
        String query = asWell ? query(body) : "";
        return views.change(
                        profile,
                        id,
                        it -> new SavedView(it.id(), it.profile(), name, asWell ? query : it.query(), it.createdAt()),
                        others -> unique(name, others))
                .map(this::row)
                .orElseThrow(SavedViews::notFound);
    }

    /** Puts views in the order of the body's ids; those that are not among them follow. */
    List<ViewRow> order(Profile profile, JsonBody body) {
        List<String> ids = body.texts("view_ids")
                .orElseThrow(() -> ApiException.badRequest("Missing required field(s): view_ids"));
        if (ids.stream().anyMatch(id -> views.view(profile, id).isEmpty())) {
            throw SavedViews.notFound();
        }
        views.order(profile, ids);
        return list(profile);
    }

    void delete(Profile profile, JsonBody body) {
        body.require("view_id");
        views.remove(find(profile, body));
    }

    private SavedView find(Profile profile, JsonBody body) {
        return body.text("view_id").flatMap(id -> views.view(profile, id)).orElseThrow(SavedViews::notFound);
    }

    private static void unique(String name, List<SavedView> others) {
        if (others.stream().anyMatch(it -> it.name().equalsIgnoreCase(name))) {
            throw ApiException.badRequest("A view of that name exists");
        }
    }

    private static String name(JsonBody body) {
        String name =
                JsonBody.cut(body.text("name").orElse("").strip(), NAME_LENGTH).strip();
        if (name.isEmpty()) {
            throw ApiException.badRequest("name required");
        }
        return name;
    }

    private String query(JsonBody body) {
        Map<String, List<String>> members =
                body.allTexts("query").orElseThrow(() -> ApiException.badRequest("Missing required field(s): query"));
        ConversationQuery query = ConversationQueries.of(members, queries.projects());
        try {
            return json.writeValueAsString(ConversationQueries.members(query));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ViewRow row(SavedView view) {
        return ViewRow.of(view, queries.query(view));
    }
}
