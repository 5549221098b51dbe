package ai.hermes.sessions.live;

import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** Where a client that comes again wants to go on. */
final class LastEvent {

    /** Sent by browsers of their own accord. */
    @HeaderParam("Last-Event-ID")
    @Parameter(description = "The id of the last event that is known")
    private Optional<String> header;

    @QueryParam("after_event_id")
    @Parameter(description = "The same for clients that cannot set headers; a header counts more")
    private Optional<String> query;

    /** The id in the client's words; empty where it names none. */
    Optional<String> id() {
        return header.or(() -> query).filter(it -> !it.isEmpty());
    }
}
