package ai.hermes.sessions.exchange;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.nio.file.Path;
import java.util.Optional;
import org.jboss.resteasy.reactive.PathPart;

/** Sends the file of an export, or the part of it that is asked for. Always to be kept, never to be shown. */
final class Downloads {

    private Downloads() {}

    static Response of(ExportJob job, Path file, HttpHeaders headers, String mediaType) {
        long size = job.status().bytes();
        String tag = "\"" + job.status().sha256().orElse("") + "\"";
        Optional<String> range = Optional.ofNullable(headers.getHeaderString("Range"));
        boolean same = Optional.ofNullable(headers.getHeaderString("If-Range"))
                .map(tag::equals)
                .orElse(true);
        ByteRange.Asked asked = ByteRange.of(same ? range : Optional.empty(), size);
        if (!asked.satisfiable()) {
            return Response.status(416)
                    .header("Content-Range", "bytes */" + size)
                    .build();
        }
        Response.ResponseBuilder answer = asked.range()
                .map(it -> Response.status(206)
                        .entity(new PathPart(file, it.from(), it.length()))
                        .header("Content-Range", "bytes " + it.from() + "-" + it.to() + "/" + size))
                .orElseGet(() -> Response.ok(new PathPart(file, 0, size)));
        return answer.type(mediaType)
                .header("ETag", tag)
                .header("Accept-Ranges", "bytes")
                // What is compressed on its way has other ranges.
                .header(HttpHeaders.CONTENT_ENCODING, "identity")
                .header(HttpHeaders.CACHE_CONTROL, "private, no-store")
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"" + job.export().fileName() + "\"")
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "default-src 'none'; sandbox")
                .build();
    }
}
