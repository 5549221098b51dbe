package ai.hermes.sessions.window;

import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.util.HexFormat;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/** Answers with a tag, by which whoever has the same already is told so. */
final class Answered {

    private static final MediaType JSON = MediaType.APPLICATION_JSON_TYPE.withCharset("utf-8");

    private Answered() {}

    static Response json(byte[] body, Request request) {
        return of(body, JSON, true, request).build();
    }

    /** @param weak whether the same content may be other bytes, such as compressed ones */
    static Response.ResponseBuilder of(byte[] body, MediaType type, boolean weak, Request request) {
        EntityTag tag = new EntityTag(digest(body), weak);
        Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
        Response.ResponseBuilder answer = unchanged == null ? Response.ok(body, type) : unchanged;
        return answer.tag(tag)
                .header(HttpHeaders.CACHE_CONTROL, "private, no-cache")
                .header(HttpHeaders.VARY, "Cookie, Accept-Encoding");
    }

    /** Checksums that the processor works out: a tag tells versions apart, and need not withstand anybody. */
    private static String digest(byte[] body) {
        CRC32 one = new CRC32();
        CRC32C other = new CRC32C();
        one.update(body);
        other.update(body);
        return HexFormat.of().toHexDigits(one.getValue() << Integer.SIZE | other.getValue());
    }
}
