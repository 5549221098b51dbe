package ai.hermes.sessions.exchange;

import ai.hermes.sessions.annotation.AnnotationFaultException;
import ai.hermes.sessions.store.StoreFaultException;
import ai.hermes.sessions.transcript.MessageNotFoundException;
import ai.hermes.sessions.transcript.MessageSourceException;
import ai.hermes.sessions.wire.ApiException;
import org.jboss.logging.Logger;

/**
 * Why something cannot be read, for whoever looks at an export.
 *
 * @param error what is wrong, in a sentence
 * @param remedy what to do about it, in a sentence
 */
record Reason(String error, String remedy) {

    private static final Logger LOG = Logger.getLogger(Reason.class);

    static Reason of(RuntimeException failure) {
        if (failure instanceof StoreFaultException it) {
            return new Reason(it.fault().message(), it.fault().remedy());
        } else if (failure instanceof MessageSourceException it) {
            return new Reason(it.getMessage(), it.remedy());
        } else if (failure instanceof AnnotationFaultException it) {
            return new Reason(it.fault().message(), it.fault().remedy());
        } else if (failure instanceof ApiException it) {
            return new Reason(it.getMessage(), "Export it again when it can be read.");
        } else if (failure instanceof MessageNotFoundException) {
            return new Reason("It was changed while it was read.", "Export it again.");
        }
        LOG.warn("Something cannot be exported", failure);
        return new Reason("It cannot be read.", "Export it again; the log of the service has more.");
    }
}
