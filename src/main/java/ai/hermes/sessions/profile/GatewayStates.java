package ai.hermes.sessions.profile;

import ai.hermes.sessions.store.AgentHome;
import ai.hermes.sessions.store.Profile;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads what gateways write about themselves. Small files, read when somebody asks. */
@Singleton
public class GatewayStates {

    private static final String FILE = "gateway_state.json";
    private static final int MAX_BYTES = 64 * 1024;

    private final AgentHome home;
    private final ObjectMapper json;

    @Inject
    GatewayStates(AgentHome home, ObjectMapper json) {
        this.home = home;
        this.json = json;
    }

    /**
     * What the gateway of a profile says; {@link GatewayState#UNKNOWN} where it says nothing that can be understood.
     */
    public GatewayState of(Profile profile) {
        Path file = home.folder(profile).resolve(FILE);
        if (!Files.isRegularFile(file)) {
            return GatewayState.UNKNOWN;
        }
        try (InputStream content = Files.newInputStream(file)) {
            JsonNode record = json.readTree(content.readNBytes(MAX_BYTES));
            return record != null && record.isObject() ? of(record) : GatewayState.UNKNOWN;
        } catch (IOException e) {
            return GatewayState.UNKNOWN;
        }
    }

    private static GatewayState of(JsonNode record) {
        Map<String, String> platforms = new TreeMap<>();
        record.path("platforms").properties().forEach(it -> {
            JsonNode state = it.getValue();
            platforms.put(it.getKey(), (state.isObject() ? state.path("state") : state).asText(""));
        });
        JsonNode agents = record.path("active_agents");
        return new GatewayState(
                true,
                record.path("gateway_state").asText(""),
                time(record.path("updated_at").asText("")),
                runs(record.path("pid").asLong(0)),
                agents.canConvertToInt() ? Optional.of(agents.intValue()) : Optional.empty(),
                platforms);
    }

    private static boolean runs(long pid) {
        return pid > 0 && ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }

    private static Optional<Instant> time(String iso) {
        try {
            return Optional.of(OffsetDateTime.parse(iso).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
