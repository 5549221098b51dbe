package ai.hermes.sessions.window;

import ai.hermes.sessions.caller.CallerProfile;
import ai.hermes.sessions.caller.Needs;
import ai.hermes.sessions.caller.Role;
import ai.hermes.sessions.transcript.Picture;
import ai.hermes.sessions.transcript.PictureTooLargeException;
import ai.hermes.sessions.transcript.TextField;
import ai.hermes.sessions.transcript.TextPiece;
import ai.hermes.sessions.transcript.Texts;
import ai.hermes.sessions.transcript.TranscriptConfig;
import ai.hermes.sessions.wire.ApiException;
import ai.hermes.sessions.wire.ErrorAnswer;
import ai.hermes.sessions.wire.QueryValues;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** What windows of a conversation leave out of a message: the rest of its texts, and its pictures. */
@Path("/api/session")
@Needs(Role.READ)
@APIResponse(responseCode = "304", description = "It is what the answer with that tag had")
@APIResponse(
        responseCode = "400",
        description = "Something is missing, or makes no sense",
        content = @Content(mediaType = "application/json", schema = @Schema(implementation = ErrorAnswer.class)))
@APIResponse(
        responseCode = "404",
        description = "There is no such session in the profile, or no such text in it",
        content = @Content(mediaType = "application/json", schema = @Schema(implementation = ErrorAnswer.class)))
@APIResponse(
        responseCode = "503",
        description = "It cannot be read now",
        content = @Content(mediaType = "application/json", schema = @Schema(implementation = ErrorAnswer.class)))
public class MessageResource {

    private static final int PIECE = 262_144;
    private static final int LEAST = 1_024;
    private static final long BASE64 = 4;
    private static final long BASE64_OF = 3;
    /** A picture is shown by itself, if at all: whatever a browser took it for, it could do nothing. */
    private static final String POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; sandbox";

    private final Opener opener;
    private final TranscriptConfig config;
    private final ObjectMapper json;
    private final CallerProfile caller;

    @Inject
    MessageResource(Opener opener, TranscriptConfig config, ObjectMapper json, CallerProfile caller) {
        this.opener = opener;
        this.config = config;
        this.json = json;
        this.caller = caller;
    }

    /** A piece of a text, however long the whole is. */
    @GET
    @Path("/message")
    @Operation(summary = "Read one text of a message")
    @APIResponse(
            responseCode = "200",
            description = "A piece of the text, and where the next one begins",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = MessageText.class)))
    public Response text(
            @BeanParam AskedMessage asked,
            @QueryParam("field") @Parameter(description = "content, tool_calls, reasoning and so on")
                    Optional<String> field,
            @QueryParam("offset") @Parameter(description = "Where the piece begins, in bytes") Optional<String> offset,
            @QueryParam("max_bytes") @Parameter(description = "How long it may be, up to 1048576")
                    Optional<String> maxBytes,
            @Context Request request) {
        TextField wanted = TextField.named(field.orElse("content"))
                .orElseThrow(() -> ApiException.badRequest("messages have no such field"));
        OptionalInt part = asked.part();
        if (part.isPresent() && wanted != TextField.CONTENT) {
            throw ApiException.badRequest("only the content has parts");
        }
        int from = QueryValues.number(offset, Integer.MAX_VALUE).orElse(0);
        int count = Math.max(LEAST, QueryValues.number(maxBytes, Texts.LARGEST).orElse(PIECE));
        MessageText body = opener.with(caller, asked.sessionId, asked.profile, it -> {
            TextPiece piece = it.messages().text(new Texts.Name(asked.id(), wanted, part), from, count);
            return new MessageText(asked.id(), it.tip(), wanted.wireName(), part, piece, piece.masked());
        });
        return Answered.json(Written.of(json, body).bytes(), request);
    }

    /** A picture, as its own bytes say what it is. */
    @GET
    @Path("/image")
    @Operation(summary = "Get a picture of a message")
    @APIResponse(responseCode = "200", description = "The picture", content = @Content(mediaType = "image/*"))
    @APIResponse(
            responseCode = "413",
            description = "It is larger than pictures may be",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = ErrorAnswer.class)))
    @APIResponse(
            responseCode = "415",
            description = "It is no picture of a kind that is shown",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = ErrorAnswer.class)))
    public Response image(@BeanParam AskedMessage asked, @Context Request request) {
        int part = asked.part().orElseThrow(() -> ApiException.badRequest("part is required"));
        long largest = config.maxImage().asLongValue() * BASE64 / BASE64_OF;
        Picture picture;
        try {
            picture = opener.with(caller, asked.sessionId, asked.profile, it -> it.messages()
                            .picture(asked.id(), part, largest))
                    .orElseThrow(() -> new ApiException(
                            415,
                            "image_refused",
                            "This is no picture of a kind that is shown: PNG, JPEG, GIF and WebP are.",
                            Map.of()));
        } catch (PictureTooLargeException e) {
            throw new ApiException(
                    413,
                    "image_too_large",
                    "This picture is larger than pictures may be.",
                    Map.of("remedy", "Raise hermes.transcript.max-image."));
        }
        return Answered.of(picture.bytes(), MediaType.valueOf(picture.type()), false, request)
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", POLICY)
                .header("Cross-Origin-Resource-Policy", "same-origin")
                .build();
    }
}
