package ai.hermes.sessions.window;

import ai.hermes.sessions.transcript.Anchor;
import ai.hermes.sessions.transcript.Show;
import ai.hermes.sessions.wire.ApiException;
import ai.hermes.sessions.wire.QueryValues;
import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** What all requests for a part of a conversation have in common, as it came. */
final class Asked {

    @QueryParam("session_id")
    @Parameter(description = "Id of the session, or of any segment of its conversation", required = true)
    Optional<String> sessionId;

    @QueryParam("profile")
    @Parameter(description = "Whose session it is; the caller's profile if not given")
    Optional<String> profile;

    @QueryParam("from")
    @Parameter(description = "tip: the newest messages; root: the oldest")
    Optional<String> from;

    @QueryParam("before")
    @Parameter(description = "Instead of from: only before the message with this id")
    Optional<String> before;

    @QueryParam("after")
    @Parameter(description = "Instead of from: only after the message with this id")
    Optional<String> after;

    @QueryParam("around")
    @Parameter(description = "Instead of from: the message with this id and those around it")
    Optional<String> around;

    @QueryParam("limit")
    @Parameter(description = "How many at most")
    Optional<String> limit;

    @QueryParam("compacted")
    @Parameter(description = "0: without messages that the agent replaced by a summary")
    Optional<String> compacted;

    @QueryParam("rewound")
    @Parameter(description = "Flag: with messages that were undone")
    Optional<String> rewound;

    Anchor anchor(Anchor usual) {
        if (Stream.of(from, before, after, around).filter(Optional::isPresent).count() > 1) {
            throw ApiException.badRequest("only one of from, before, after and around can be given");
        } else if (before.isPresent()) {
            return new Anchor.Before(id("before", before));
        } else if (after.isPresent()) {
            return new Anchor.After(id("after", after));
        } else if (around.isPresent()) {
            return new Anchor.Around(id("around", around));
        }
        return from.<Anchor>map(it -> switch (it) {
                    case "tip" -> new Anchor.Tip();
                    case "root" -> new Anchor.Root();
                    default -> throw ApiException.badRequest("from is tip or root");
                })
                .orElse(usual);
    }

    OptionalLong afterId() {
        return after.isPresent() ? OptionalLong.of(id("after", after)) : OptionalLong.empty();
    }

    int limit(int usual, int most) {
        OptionalInt number = QueryValues.number(limit, most);
        return number.isPresent() ? Math.max(1, number.getAsInt()) : usual;
    }

    Show show() {
        return new Show(compacted.map(it -> QueryValues.flag(compacted)).orElse(true), QueryValues.flag(rewound));
    }

    /** @throws ApiException 400 if it is no id of a message */
    static long id(String name, Optional<String> value) {
        String digits = value.map(String::strip).orElse("");
        if (!digits.matches("\\d{1,18}")) {
            throw ApiException.badRequest(name + " is the id of a message");
        }
        return Long.parseLong(digits);
    }
}
