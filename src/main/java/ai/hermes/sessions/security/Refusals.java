package ai.hermes.sessions.security;

import ai.hermes.sessions.wire.ErrorAnswer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Answers a request that gets no further, in the one form of errors. */
@Singleton
final class Refusals {

    private final ObjectMapper json;

    @Inject
    Refusals(ObjectMapper json) {
        this.json = json;
    }

    void answer(RoutingContext context, int status, ErrorAnswer answer) {
        // Nobody will read the body: it is thrown away, so that the connection can carry the next request.
        context.request().resume();
        context.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json; charset=utf-8")
                .end(bytes(answer));
    }

    private Buffer bytes(ErrorAnswer answer) {
        try {
            return Buffer.buffer(json.writeValueAsBytes(answer));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an error cannot be written as JSON", e);
        }
    }
}
