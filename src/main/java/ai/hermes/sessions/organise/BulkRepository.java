package ai.hermes.sessions.organise;

import ai.hermes.sessions.annotation.AnnotationRepository;
import ai.hermes.sessions.annotation.Tags;
import ai.hermes.sessions.conversation.ConversationList;
import ai.hermes.sessions.conversation.ConversationQuery;
import ai.hermes.sessions.conversation.Projection;
import ai.hermes.sessions.organise.DeedPlan.Target;
import ai.hermes.sessions.session.ConversationQueries;
import ai.hermes.sessions.session.SessionFinder;
import ai.hermes.sessions.store.AgentStores;
import ai.hermes.sessions.store.Profile;
import ai.hermes.sessions.wire.ApiException;
import ai.hermes.sessions.wire.JsonBody;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Changes what people added to many conversations at once. */
@Singleton
class BulkRepository {

    private final AgentStores stores;
    private final ConversationList conversations;
    private final AnnotationRepository annotations;
    private final Organiser organiser;
    private final Edits edits;
    private final TagNames tagNames;
    private final Clock clock;
    private final int limit;

    @Inject
    BulkRepository(
            AgentStores stores,
            ConversationList conversations,
            AnnotationRepository annotations,
            Organiser organiser,
            Edits edits,
            TagNames tagNames,
            Clock clock,
            OrganiseConfig config) {
        this.stores = stores;
        this.conversations = conversations;
        this.annotations = annotations;
        this.organiser = organiser;
        this.edits = edits;
        this.tagNames = tagNames;
        this.clock = clock;
        this.limit = config.bulkLimit();
    }

    /**
     * Does what a body says to the conversations of a profile that it names or means.
     *
     * @throws ApiException 400 for a body that makes no sense, 404 for a project that is not there, 413 for too many
     * @throws ai.hermes.sessions.store.StoreFaultException if there is no list to look them up in
     */
    BulkAnswer change(Profile profile, JsonBody body) {
        body.require("action");
        Deed deed = body.text("action")
                .flatMap(Deed::named)
                .orElseThrow(() -> ApiException.badRequest("action is none that can be done to many"));
        Edit edit = edit(profile, deed, body);
        DeedPlan plan = new DeedPlan(deed, edit, targets(profile, body));
        if (body.flag("dry_run", false)) {
            organiser.rehearse(plan);
            return BulkAnswer.of(OptionalLong.empty(), true, plan.rows());
        }
        OptionalLong changeId = organiser.make(profile, plan);
        return BulkAnswer.of(changeId, false, plan.rows());
    }

    private Edit edit(Profile profile, Deed deed, JsonBody body) {
        return switch (deed) {
            case PIN -> edits.pin(profile);
            case UNPIN -> edits.unpin();
            case ARCHIVE -> edits.archive(true);
            case UNARCHIVE -> edits.archive(false);
            case HIDE -> edits.hide(true);
            case UNHIDE -> edits.hide(false);
            case MOVE -> edits.move(profile, project(profile, body));
            case TAG -> edits.changeTags(tags(body), Tags.NONE);
            case UNTAG -> edits.changeTags(Tags.NONE, tags(body));
            case TRASH -> edits.trash();
            case RESTORE -> edits.restore();
            case READ -> edits.read();
            case UNREAD -> edits.unread();
            case RENAME, NOTE, UNDO -> throw ApiException.badRequest("action is none that can be done to many");
        };
    }

    private Optional<String> project(Profile profile, JsonBody body) {
        if (!body.has("project_id")) {
            throw ApiException.badRequest("Missing required field(s): project_id");
        }
        Optional<String> id = body.text("project_id").filter(it -> !it.isEmpty());
        if (id.isPresent()
                && annotations.annotations().project(profile, id.get()).isEmpty()) {
            throw ApiException.notFound("Project not found");
        }
        return id;
    }

    private Tags tags(JsonBody body) {
        Tags tags = tagNames.in(body, "tags");
        if (tags.names().isEmpty()) {
            throw ApiException.badRequest("Missing required field(s): tags");
        }
        return tags;
    }

    private List<Target> targets(Profile profile, JsonBody body) {
        Optional<List<String>> ids = body.texts("ids");
        Optional<Map<String, List<String>>> query = body.allTexts("query");
        if (ids.isPresent() == query.isPresent() || body.has("ids") && body.has("query")) {
            throw ApiException.badRequest("one of ids (a list) and query (an object) is required");
        }
        Projection projection = stores.of(profile)
                .map(store -> conversations.of(store).projection())
                .orElseThrow(SessionFinder::notFound);
        List<Target> targets = ids.isPresent()
                ? ids.get().stream()
                        .map(id -> new Target(id, projection.find(id)))
                        .toList()
                : query(query.get()).in(projection, clock.millis() / 1000.0).stream()
                        .map(Target::of)
                        .toList();
        if (targets.size() > limit) {
            throw new ApiException(
                    413,
                    "too_many_sessions",
                    targets.size() + " sessions are more than the " + limit + " that can be changed at once",
                    Map.of("limit", limit));
        }
        return targets;
    }

    private ConversationQuery query(Map<String, List<String>> members) {
        ConversationQuery query =
                ConversationQueries.of(members, annotations.annotations().projects());
        if (query.equals(ConversationQuery.ALL)) {
            throw ApiException.badRequest("query must say something; the whole list is {\"rule\": \"listed\"}");
        }
        return query;
    }
}
