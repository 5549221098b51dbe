package ai.hermes.sessions.wire;

import ai.hermes.sessions.annotation.AnnotationFault;
import ai.hermes.sessions.annotation.AnnotationFaultException;
import ai.hermes.sessions.store.StoreFault;
import ai.hermes.sessions.store.StoreFaultException;
import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Brings every failure of a request into the one form of errors. The cause goes to the log, never to the caller. */
public class ErrorMappers {

    private static final Logger LOG = Logger.getLogger(ErrorMappers.class);
    /** As servers in front of others count a request whose client closed the connection. */
    private static final int CLIENT_LEFT = 499;

    @ServerExceptionMapper
    public Response refused(ApiException e) {
        Response.ResponseBuilder answer = answer(e.status(), e.answer());
        Optional.ofNullable(e.answer().details().get("retry_after_seconds"))
                .ifPresent(seconds -> answer.header(HttpHeaders.RETRY_AFTER, seconds));
        return answer.build();
    }

    @ServerExceptionMapper
    public Response storeFault(StoreFaultException e) {
        StoreFault fault = e.fault();
        LOG.debugf(e, "A read of the store of profile %s failed (%s)", e.profile(), fault.code());
        ErrorAnswer body = new ErrorAnswer(
                fault.message(),
                fault.code(),
                Map.of(
                        "consequence", fault.consequence(),
                        "remedy", fault.remedy(),
                        "profile", e.profile().name()));
        Response.ResponseBuilder answer = answer(503, body);
        fault.retryAfter().ifPresent(after -> answer.header(HttpHeaders.RETRY_AFTER, Math.max(1, after.toSeconds())));
        return answer.build();
    }

    @ServerExceptionMapper
    public Response notKept(AnnotationFaultException e) {
        AnnotationFault fault = e.fault();
        boolean declared = fault == AnnotationFault.DECLARED_READ_ONLY;
        LOG.logf(declared ? Level.DEBUG : Level.WARN, e, "A change could not be kept (%s)", fault.code());
        Map<String, Object> details = Map.of("consequence", fault.consequence(), "remedy", fault.remedy());
        Response.ResponseBuilder answer =
                answer(declared ? 403 : 503, new ErrorAnswer(fault.message(), fault.code(), details));
        if (fault == AnnotationFault.BUSY) {
            answer.header(HttpHeaders.RETRY_AFTER, 1);
        }
        return answer.build();
    }

    /** The client left, so nobody reads this; the status is for whoever counts answers. */
    @ServerExceptionMapper
    public Response left(CancellationException e) {
        LOG.debug("A client left before its answer");
        return Response.status(CLIENT_LEFT).build();
    }

    /**
     * A body that told no length grew too large, or its client left before its end. Nothing else of ours lets a failure
     * of input come so far as it is, but an answer that cannot be written as JSON.
     */
    @ServerExceptionMapper
    public Response notRead(IOException e) {
        if (e instanceof JsonProcessingException) {
            return unexpected(e);
        }
        LOG.debug("A body could not be read to its end", e);
        return answer(
                        413,
                        new ErrorAnswer(
                                "The body is too large, or did not come to its end", "body_too_large", Map.of()))
                .header("Connection", "close")
                .build();
    }

    /** Clients of this interface know two verbs; a path asked with another one is not there for them. */
    @ServerExceptionMapper
    public Response notRouted(NotFoundException e) {
        return notFound();
    }

    @ServerExceptionMapper
    public Response notRouted(NotAllowedException e) {
        return notFound();
    }

    @ServerExceptionMapper
    public Response other(WebApplicationException e) {
        int status = e.getResponse().getStatus();
        if (status >= 500) {
            return unexpected(e);
        }
        return answer(status, new ErrorAnswer(e.getResponse().getStatusInfo().getReasonPhrase(), "refused", Map.of()))
                .build();
    }

    @ServerExceptionMapper
    public Response unexpected(Throwable e) {
        LOG.error("A request failed unexpectedly", e);
        return answer(500, new ErrorAnswer("Internal server error", "internal", Map.of()))
                .build();
    }

    private static Response notFound() {
        return answer(404, new ErrorAnswer("not found", "not_routed", Map.of())).build();
    }

    private static Response.ResponseBuilder answer(int status, ErrorAnswer body) {
        return Response.status(status).type(MediaType.APPLICATION_JSON_TYPE).entity(body);
    }
}
