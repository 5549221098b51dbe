package ai.hermes.sessions.webui;

import ai.hermes.sessions.wire.ApiException;
import ai.hermes.sessions.wire.JsonBody;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/** Reads the projects of the old web UI, when somebody wants to take them over. */
@Singleton
class OldProjects {

    private static final Logger LOG = Logger.getLogger(OldProjects.class);
    private static final Pattern COLOR = Pattern.compile("#[0-9a-fA-F]{3,8}");
    private static final int LONGEST = 8 << 20;
    private static final int NAME_LENGTH = 128;

    private final StateFolder folder;

    @Inject
    OldProjects(StateFolder folder) {
        this.folder = folder;
    }

    /**
     * All of them, in their order; empty where the old web UI never had any.
     *
     * @throws ApiException 409 if the file is there and cannot be understood
     */
    List<OldProject> all() {
        try (InputStream in = StateFolder.stream(folder.projects())) {
            byte[] bytes = in.readNBytes(LONGEST);
            JsonNode read = SidecarReader.JSON.readTree(bytes);
            if (!read.isArray()) {
                throw damaged();
            }
            List<OldProject> projects = new ArrayList<>();
            for (JsonNode each : read) {
                String id = each.path("project_id").asText("");
                if (!Sidecar.isId(id)) {
                    throw damaged();
                }
                projects.add(project(id, each));
            }
            return projects;
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            LOG.debug("The projects of the old web UI cannot be read", e);
            throw damaged();
        }
    }

    private static OldProject project(String id, JsonNode json) {
        String name = json.path("name").asText("").strip();
        return new OldProject(
                id,
                JsonBody.cut(name, NAME_LENGTH),
                text(json, "color").filter(it -> COLOR.matcher(it).matches()),
                text(json, "profile"),
                Math.max(0, json.path("created_at").asDouble()));
    }

    private static Optional<String> text(JsonNode json, String name) {
        return Optional.of(json.path(name).asText("")).filter(it -> !it.isEmpty());
    }

    private static ApiException damaged() {
        return new ApiException(
                409,
                "webui_projects_damaged",
                "The projects of the old web UI cannot be read.",
                Map.of(
                        "consequence",
                        "Nothing was imported.",
                        "remedy",
                        "Repair projects.json in its state folder, or restore it from a backup; move it away to import"
                                + " without projects."));
    }
}
