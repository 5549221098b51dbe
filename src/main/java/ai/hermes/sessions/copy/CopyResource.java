package ai.hermes.sessions.copy;

import ai.hermes.sessions.caller.CallerProfile;
import ai.hermes.sessions.caller.Needs;
import ai.hermes.sessions.caller.Role;
import ai.hermes.sessions.wire.ApiException;
import ai.hermes.sessions.wire.JsonBody;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Copies of conversations, and what can be done to copies only. The agent's store is not touched by it. */
@Path("/api/session")
@Consumes(MediaType.WILDCARD)
@APIResponse(responseCode = "200", description = "It is done; the row as it is now")
@APIResponse(responseCode = "400", description = "Something is missing in the body, or makes no sense")
@APIResponse(responseCode = "403", description = "The session is no copy: duplicate it first")
@APIResponse(responseCode = "404", description = "The profile has no such session")
@APIResponse(responseCode = "413", description = "The conversation is larger than copies may be")
@APIResponse(responseCode = "503", description = "It cannot be kept or read now")
@Needs(Role.ORGANISE)
public class CopyResource {

    private final Copies copies;
    private final Drafts drafts;
    private final JsonBody.Reader bodies;
    private final CallerProfile caller;

    @Inject
    CopyResource(Copies copies, Drafts drafts, JsonBody.Reader bodies, CallerProfile caller) {
        this.copies = copies;
        this.drafts = drafts;
        this.bodies = bodies;
        this.caller = caller;
    }

    /** Copies a conversation with all its messages. */
    @POST
    @Path("/duplicate")
    @Operation(summary = "Duplicate a conversation: session_id")
    public Answers.One duplicate(byte[] body) {
        JsonBody members = members(body);
        return new Answers.One(copies.duplicate(caller.profile(), id(members)));
    }

    /** Copies the beginning of a conversation, to go its own way. */
    @POST
    @Path("/branch")
    @Operation(summary = "Branch a conversation: session_id, keep_count (all messages if not given), title?")
    public Branched branch(byte[] body) {
        JsonBody members = members(body);
        Optional<Long> keep = members.member("keep_count").isMissingNode()
                        || members.member("keep_count").isNull()
                ? Optional.empty()
                : Optional.of(count(members));
        return copies.branch(
                caller.profile(), id(members), keep, members.text("title").orElse(""));
    }

    /** Cuts a copy after its first messages. */
    @POST
    @Path("/truncate")
    @Operation(summary = "Cut a copy: session_id, keep_count")
    public Answers.Done truncate(byte[] body) {
        JsonBody members = members(body);
        members.require("keep_count");
        return new Answers.Done(true, copies.truncate(caller.profile(), id(members), count(members)));
    }

    /** Empties a copy, and takes its title away. */
    @POST
    @Path("/clear")
    @Operation(summary = "Clear a copy: session_id")
    public Answers.Done clear(byte[] body) {
        JsonBody members = members(body);
        return new Answers.Done(true, copies.clear(caller.profile(), id(members)));
    }

    /** Removes what the user said last and all after it, and gives it back to be said again. */
    @POST
    @Path("/retry")
    @Operation(summary = "Take back the last message of a copy: session_id")
    public Answers.Retried retry(byte[] body) {
        JsonBody members = members(body);
        return Answers.Retried.of(copies.removeLastTurn(caller.profile(), id(members)));
    }

    /** Removes what the user said last and all after it. */
    @POST
    @Path("/undo")
    @Operation(summary = "Remove the last turn of a copy: session_id")
    public Answers.Undone undo(byte[] body) {
        JsonBody members = members(body);
        return Answers.Undone.of(copies.removeLastTurn(caller.profile(), id(members)));
    }

    /** Gives a copy another folder or model to work with. */
    @POST
    @Path("/update")
    @Operation(summary = "Set up a copy: session_id, workspace?, model?, model_provider?")
    public Answers.One update(byte[] body) {
        JsonBody members = members(body);
        return new Answers.One(copies.update(caller.profile(), id(members), members));
    }

    /** Says which toolsets a copy is to have. */
    @POST
    @Path("/toolsets")
    @Operation(summary = "Choose the toolsets of a copy: session_id, toolsets (null for the agent's choice)")
    public Answers.Toolsets toolsets(byte[] body) {
        JsonBody members = members(body);
        Optional<List<String>> toolsets = names(members.member("toolsets"));
        copies.toolsets(caller.profile(), id(members), toolsets);
        return new Answers.Toolsets(true, toolsets);
    }

    /** Keeps what somebody began to write, in a conversation of whatever source. */
    @POST
    @Path("/draft")
    @Operation(summary = "Keep a draft: session_id, text?, files?")
    public Answers.Drafted draft(byte[] body) {
        JsonBody members = members(body);
        return drafts.keep(caller.profile(), id(members), members);
    }

    private static Optional<List<String>> names(JsonNode toolsets) {
        if (toolsets.isNull() || toolsets.isMissingNode()) {
            return Optional.empty();
        }
        List<String> names = new ArrayList<>();
        toolsets.forEach(it -> names.add(it.asText()));
        boolean texts = toolsets.isArray() && !toolsets.isEmpty();
        for (JsonNode each : toolsets) {
            texts &= each.isTextual() && !each.textValue().isBlank();
        }
        if (!texts) {
            throw ApiException.badRequest("toolsets must be a non-empty list or null");
        }
        return Optional.of(names);
    }

    /** Whole numbers may come as text. */
    private static long count(JsonBody members) {
        String text = members.text("keep_count").orElse("").strip();
        if (!text.matches("[+-]?\\d+")) {
            throw ApiException.badRequest("keep_count must be an integer");
        }
        if (text.startsWith("-") && !text.matches("-0+")) {
            throw ApiException.badRequest("keep_count must be non-negative");
        }
        String digits = text.replaceFirst("^[+-]?0*(?=\\d)", "");
        // More digits than an int has are more than any conversation has.
        return digits.length() > 9 ? Long.MAX_VALUE : Long.parseLong(digits);
    }

    private JsonBody members(byte[] body) {
        JsonBody members = bodies.read(body);
        members.require("session_id");
        return members;
    }

    private static String id(JsonBody members) {
        return members.text("session_id").orElse("");
    }
}
