package ai.hermes.sessions.wire;

import java.util.Map;

/** A request that is refused, with the status and the body that the caller gets. */
public final class ApiException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient ErrorAnswer answer;

    /**
     * @param status the HTTP status
     * @param code stable name for programs
     * @param message what is wrong, for people; shows no path and no secret
     * @param details further members of the body
     */
    public ApiException(int status, String code, String message, Map<String, Object> details) {
        // A refusal is an answer, not an accident: nobody reads its stack.
        super(message, null, false, false);
        this.status = status;
        this.answer = new ErrorAnswer(message, code, Map.copyOf(details));
    }

    /** 400: the request cannot be understood. */
    public static ApiException badRequest(String message) {
        return new ApiException(400, "bad_request", message, Map.of());
    }

    /** 403: what is asked for may not be done with this thing, by nobody. */
    public static ApiException forbidden(String message) {
        return new ApiException(403, "forbidden", message, Map.of());
    }

    /** 404: what was asked for is not there, or not for this caller. */
    public static ApiException notFound(String message) {
        return new ApiException(404, "not_found", message, Map.of());
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The body. */
    public ErrorAnswer answer() {
        return answer;
    }
}
