package ai.hermes.sessions.organise;

import ai.hermes.sessions.caller.CallerProfile;
import ai.hermes.sessions.caller.Needs;
import ai.hermes.sessions.caller.Role;
import ai.hermes.sessions.conversation.Projection;
import ai.hermes.sessions.session.SessionFinder;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** The tags that conversations have. */
@Path("/api/tags")
@Needs(Role.READ)
public class TagsResource {

    private final SessionFinder sessions;
    private final CallerProfile caller;

    @Inject
    TagsResource(SessionFinder sessions, CallerProfile caller) {
        this.sessions = sessions;
        this.caller = caller;
    }

    /** The tags of the caller's profile. */
    @GET
    @Operation(summary = "List tags with the number of conversations that have them")
    @APIResponse(responseCode = "200", description = "The tags, the most frequent first")
    public TagList list() {
        return TagList.of(sessions.lastGood(caller.profile())
                .map(Projection::conversations)
                .orElse(List.of()));
    }
}
