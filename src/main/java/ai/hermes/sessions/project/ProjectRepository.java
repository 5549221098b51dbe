package ai.hermes.sessions.project;

import ai.hermes.sessions.annotation.AnnotationRepository;
import ai.hermes.sessions.annotation.Project;
import ai.hermes.sessions.caller.Visible;
import ai.hermes.sessions.conversation.Rule;
import ai.hermes.sessions.session.SessionFinder;
import ai.hermes.sessions.store.AgentStores;
import ai.hermes.sessions.store.Profile;
import ai.hermes.sessions.wire.ApiException;
import ai.hermes.sessions.wire.JsonBody;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The projects that people have. */
@ApplicationScoped
class ProjectRepository {

    private static final int NAME_LENGTH = 128;
    private static final int ID_BYTES = 6;
    private static final Pattern COLOR = Pattern.compile("#[0-9a-fA-F]{3,8}");

    private final AnnotationRepository annotations;
    private final AgentStores stores;
    private final SessionFinder sessions;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    @Inject
    ProjectRepository(AnnotationRepository annotations, AgentStores stores, SessionFinder sessions, Clock clock) {
        this.annotations = annotations;
        this.stores = stores;
        this.sessions = sessions;
        this.clock = clock;
    }

    ProjectList list(Profile caller, Visible visible, boolean allProfiles) {
        List<Project> all = annotations.annotations().projects().stream()
                .filter(it -> visible.sees(it.profile()))
                .toList();
        List<ProjectRow> rows = rows(all.stream()
                .filter(it -> allProfiles || it.profile().equals(caller))
                .toList());
        return new ProjectList(rows, allProfiles, caller.name(), all.size() - rows.size());
    }

    private List<ProjectRow> rows(List<Project> projects) {
        Map<Profile, ProjectTree> trees = new HashMap<>();
        Map<Profile, Map<String, Long>> counts = new HashMap<>();
        return projects.stream()
                .map(it -> ProjectRow.of(
                        it,
                        trees.computeIfAbsent(it.profile(), this::tree),
                        counts.computeIfAbsent(it.profile(), this::counts).getOrDefault(it.id(), 0L)))
                .toList();
    }

    /** A project as it goes over the wire. */
    ProjectRow row(Project project) {
        return rows(List.of(project)).get(0);
    }

    private ProjectTree tree(Profile profile) {
        return tree(annotations.annotations().projects(), profile);
    }

    private static ProjectTree tree(List<Project> projects, Profile profile) {
        return new ProjectTree(
                projects.stream().filter(it -> it.profile().equals(profile)).toList());
    }

    private Map<String, Long> counts(Profile profile) {
        double now = clock.millis() / 1000.0;
        return sessions.lastGood(profile).stream()
                .flatMap(it -> it.conversations().stream())
                .filter(it -> it.annotation().projectId().isPresent() && it.rule(now) == Rule.LISTED)
                .collect(Collectors.groupingBy(it -> it.annotation().projectId().orElse(""), Collectors.counting()));
    }

    /** @throws ApiException 400 if the body says nothing that a project can be made of */
    Project create(Profile caller, Visible visible, JsonBody body) {
        body.require("name");
        String name = name(body);
        if (name.isEmpty()) {
            throw ApiException.badRequest("name required");
        }
        Optional<String> color = color(body);
        Project project = new Project(newId(), name, color, profile(caller, visible, body), clock.millis() / 1000.0);
        annotations.add(project);
        return project;
    }

    /**
     * Renames a project. Those that lie in it go with it: their names begin with its new one.
     *
     * @throws ApiException 400 for a body that makes no sense, 404 if the caller's profile has no such project
     */
    Project rename(Profile caller, JsonBody body) {
        body.require("project_id", "name");
        Project project = find(caller, body);
        Optional<String> color = body.has("color") ? color(body) : project.color();
        Project renamed = new Project(project.id(), name(body), color, project.profile(), project.createdAt());
        annotations.changeProjects(all -> {
            ProjectTree tree = tree(all, caller);
            return all.stream()
                    .map(it -> it.id().equals(project.id()) ? renamed : follow(it, project, renamed, tree))
                    .toList();
        });
        return renamed;
    }

    private static Project follow(Project project, Project before, Project after, ProjectTree tree) {
        if (after.name().equals(before.name())
                || !project.profile().equals(before.profile())
                || !tree.within(project, before)) {
            return project;
        }
        List<String> path = ProjectTree.path(project.name());
        List<String> moved = new ArrayList<>(ProjectTree.path(after.name()));
        moved.addAll(path.subList(ProjectTree.path(before.name()).size(), path.size()));
        String name = ProjectTree.name(moved);
        if (!JsonBody.cut(name, NAME_LENGTH).equals(name)) {
            throw ApiException.badRequest("The name is too long for the projects that lie in this one");
        }
        return new Project(project.id(), name, project.color(), project.profile(), project.createdAt());
    }

    /**
     * Puts projects of the caller's profile first, in the order of the body; the others follow as they were.
     *
     * @throws ApiException 400 for a body without a list of ids, 404 if the caller's profile has not all of them
     */
    List<ProjectRow> reorder(Profile caller, JsonBody body) {
        List<String> ids = body.list("project_ids")
                .filter(it -> !it.isEmpty())
                .orElseThrow(() -> ApiException.badRequest("Missing required field(s): project_ids"));
        if (Set.copyOf(ids).size() < ids.size()) {
            throw ApiException.badRequest("project_ids names a project twice");
        }
        annotations.changeProjects(all -> reordered(all, caller, ids));
        return rows(tree(caller).projects());
    }

    private static List<Project> reordered(List<Project> all, Profile caller, List<String> ids) {
        Map<String, Project> own = tree(all, caller).projects().stream()
                .collect(Collectors.toMap(Project::id, it -> it, (one, other) -> one, LinkedHashMap::new));
        if (!own.keySet().containsAll(ids)) {
            throw ApiException.notFound("Project not found");
        }
        Iterator<Project> next = Stream.concat(
                        ids.stream().map(own::get), own.values().stream().filter(it -> !ids.contains(it.id())))
                .iterator();
        // The places of other profiles' projects stay theirs.
        return all.stream()
                .map(it -> it.profile().equals(caller) ? next.next() : it)
                .toList();
    }

    /** @throws ApiException 400 for a body without an id, 404 if the caller's profile has no such project */
    void delete(Profile caller, JsonBody body) {
        body.require("project_id");
        annotations.remove(find(caller, body));
    }

    private Project find(Profile caller, JsonBody body) {
        return body.text("project_id")
                .flatMap(id -> annotations.annotations().project(caller, id))
                .orElseThrow(() -> ApiException.notFound("Project not found"));
    }

    private static String name(JsonBody body) {
        return JsonBody.cut(body.text("name").orElse("").strip(), NAME_LENGTH);
    }

    private static Optional<String> color(JsonBody body) {
        Optional<String> color = body.text("color").filter(it -> !it.isEmpty());
        if (color.filter(it -> !COLOR.matcher(it).matches()).isPresent()) {
            throw ApiException.badRequest("Invalid color format");
        }
        return color;
    }

    private Profile profile(Profile caller, Visible visible, JsonBody body) {
        return body.text("profile")
                .filter(it -> !it.isEmpty())
                .map(name -> Profile.named(name)
                        .filter(it -> visible.sees(it) && stores.of(it).isPresent())
                        .orElseThrow(() -> ApiException.badRequest("invalid profile")))
                .orElse(caller);
    }

    private String newId() {
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        return HexFormat.of().formatHex(id);
    }
}
