package ai.hermes.sessions.copy;

import ai.hermes.sessions.caller.CallerProfile;
import ai.hermes.sessions.caller.Needs;
import ai.hermes.sessions.caller.Role;
import ai.hermes.sessions.session.DetailQuery;
import ai.hermes.sessions.session.DetailRepository;
import ai.hermes.sessions.session.SessionDetail;
import ai.hermes.sessions.store.AgentStores;
import ai.hermes.sessions.store.Profile;
import ai.hermes.sessions.transcript.WindowRequest;
import ai.hermes.sessions.wire.ApiException;
import ai.hermes.sessions.wire.JsonBody;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Brings sessions in: from a file, which makes a copy, or from the agent, which makes none. */
@Path("/api/session")
@Consumes(MediaType.WILDCARD)
@Needs(Role.ORGANISE)
public class BringInResource {

    private final Copies copies;
    private final DetailRepository details;
    private final AgentStores stores;
    private final JsonBody.Reader bodies;
    private final CallerProfile caller;

    @Inject
    BringInResource(
            Copies copies, DetailRepository details, AgentStores stores, JsonBody.Reader bodies, CallerProfile caller) {
        this.copies = copies;
        this.details = details;
        this.stores = stores;
        this.bodies = bodies;
        this.caller = caller;
    }

    /**
     * A conversation as it is.
     *
     * @param imported always false: sessions of every source can be organised where they are
     */
    public record View(@JsonUnwrapped SessionDetail.Envelope envelope, boolean imported) {}

    /** Makes a conversation of messages. */
    @POST
    @Path("/import")
    @Operation(summary = "Import a conversation: messages, title?, workspace?, model?, pinned?, tool_calls?")
    @APIResponse(responseCode = "200", description = "It is made; its row")
    @APIResponse(responseCode = "400", description = "The body has no array of messages")
    @APIResponse(responseCode = "413", description = "It is larger than copies may be")
    @APIResponse(responseCode = "503", description = "It cannot be kept now")
    public Answers.Done bringIn(byte[] body) {
        JsonBody members = bodies.read(body);
        if (!members.isObject()) {
            throw ApiException.badRequest("Request body must be a JSON object");
        }
        JsonNode messages = members.member("messages");
        if (!messages.isArray()) {
            throw ApiException.badRequest("JSON must contain a \"messages\" array");
        }
        JsonNode calls = members.member("tool_calls");
        if (!calls.isArray() && !calls.isNull() && !calls.isMissingNode()) {
            throw ApiException.badRequest("JSON \"tool_calls\" must be an array");
        }
        for (JsonNode message : messages) {
            if (!message.isObject()) {
                throw ApiException.badRequest("JSON \"messages\" must hold objects");
            }
        }
        return new Answers.Done(true, copies.bringIn(caller.profile(), members, messages));
    }

    /** A conversation of the agent, for clients that import one before they open it. Nothing is copied. */
    @POST
    @Path("/import_cli")
    @Needs(Role.READ)
    @Operation(summary = "Open a conversation of the agent: session_id, profile?, all_profiles?")
    @APIResponse(responseCode = "200", description = "The conversation with its messages")
    @APIResponse(responseCode = "400", description = "The id is missing, or the profile is none")
    @APIResponse(responseCode = "404", description = "There is no such session")
    @APIResponse(responseCode = "409", description = "The session is another profile's")
    @APIResponse(responseCode = "503", description = "The store cannot be read now")
    public View view(byte[] body) {
        JsonBody members = bodies.read(body);
        members.require("session_id");
        Optional<String> named = members.text("profile").filter(it -> !it.isBlank());
        if (members.flag("all_profiles", false) && named.isEmpty()) {
            throw ApiException.badRequest("profile is required for all_profiles import");
        }
        Profile profile = named.map(name -> Profile.named(name)
                        .filter(it -> caller.visible().sees(it) && stores.of(it).isPresent())
                        .orElseThrow(() -> ApiException.badRequest("invalid profile")))
                .orElse(caller.profile());
        try {
            SessionDetail detail = details.detail(new DetailQuery(
                    members.text("session_id").orElse(""),
                    profile,
                    caller.visible(),
                    Optional.of(WindowRequest.all())));
            return new View(new SessionDetail.Envelope(detail), false);
        } catch (ApiException e) {
            throw e.status() == 404 ? ApiException.notFound("Session not found in CLI store") : e;
        }
    }
}
