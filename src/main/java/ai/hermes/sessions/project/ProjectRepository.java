package ai.hermes.sessions.project;

import ai.hermes.sessions.annotation.AnnotationRepository;
import ai.hermes.sessions.annotation.Project;
import ai.hermes.sessions.store.AgentStores;
import ai.hermes.sessions.store.Profile;
import ai.hermes.sessions.wire.ApiException;
import ai.hermes.sessions.wire.JsonBody;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The projects that people have. */
@ApplicationScoped
class ProjectRepository {

    private static final int NAME_LENGTH = 128;
    private static final int ID_BYTES = 6;
    private static final Pattern COLOR = Pattern.compile("#[0-9a-fA-F]{3,8}");

    private final AnnotationRepository annotations;
    private final AgentStores stores;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    @Inject
    ProjectRepository(AnnotationRepository annotations, AgentStores stores, Clock clock) {
        this.annotations = annotations;
        this.stores = stores;
        this.clock = clock;
    }

    ProjectList list(Profile caller, boolean allProfiles) {
        List<Project> all = annotations.annotations().projects();
        List<ProjectRow> rows = all.stream()
                .filter(it -> allProfiles || it.profile().equals(caller))
                .map(ProjectRow::of)
                .toList();
        return new ProjectList(rows, allProfiles, caller.name(), all.size() - rows.size());
    }

    /** @throws ApiException 400 if the body says nothing that a project can be made of */
    Project create(Profile caller, JsonBody body) {
        body.require("name");
        String name = name(body);
        if (name.isEmpty()) {
            throw ApiException.badRequest("name required");
        }
        Optional<String> color = color(body);
        Project project = new Project(newId(), name, color, profile(caller, body), clock.millis() / 1000.0);
        annotations.add(project);
        return project;
    }

    /** @throws ApiException 400 for a body that makes no sense, 404 if the caller's profile has no such project */
    Project rename(Profile caller, JsonBody body) {
        body.require("project_id", "name");
        Project project = find(caller, body);
        Optional<String> color = body.has("color") ? color(body) : project.color();
        Project renamed = new Project(project.id(), name(body), color, project.profile(), project.createdAt());
        annotations.change(renamed);
        return renamed;
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

    private Profile profile(Profile caller, JsonBody body) {
        return body.text("profile")
                .filter(it -> !it.isEmpty())
                .map(name -> Profile.named(name)
                        .filter(it -> stores.of(it).isPresent())
                        .orElseThrow(() -> ApiException.badRequest("invalid profile")))
                .orElse(caller);
    }

    private String newId() {
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        return HexFormat.of().formatHex(id);
    }
}
