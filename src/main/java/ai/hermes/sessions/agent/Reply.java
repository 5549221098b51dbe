package ai.hermes.sessions.agent;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;

/** What came of a request to the API server. */
sealed interface Reply {

    /**
     * It answered.
     *
     * @param status the HTTP status
     * @param body its JSON; a missing node where it was none, as in the bare texts of its router
     */
    record Answer(int status, JsonNode body) implements Reply {

        private static final Pattern CODE = Pattern.compile("[a-z][a-z0-9_]{0,63}");

        /** Whether it is one of the statuses for "done". */
        boolean done() {
            return status >= 200 && status < 300;
        }

        /** Whether the key was refused. Only the status tells: the codes in the body differ with the server's age. */
        boolean refusesKey() {
            return status == 401 || status == 403;
        }

        /** The stable code of an error; empty where the answer has none. */
        String code() {
            String code = body.path("error").path("code").asText("");
            return CODE.matcher(code).matches() ? code : "";
        }
    }

    /** It did not answer, or not with anything that could be read. Whether it did what was asked is not known. */
    enum Failure implements Reply {
        /** Nothing listens, or the name is not known. */
        NO_CONNECTION,
        /** It broke off. */
        CUT,
        /** It took too long. */
        TIMED_OUT,
        /** It answered more than is read. */
        TOO_LARGE,
        /** What it sent is no HTTP. */
        GARBAGE,
        /** Nothing was asked: too many requests are under way. */
        BUSY
    }
}
