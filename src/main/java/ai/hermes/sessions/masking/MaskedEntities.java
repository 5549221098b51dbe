package ai.hermes.sessions.masking;

import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerResponseContext;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Masks answers that are text rather than JSON, such as exports. */
final class MaskedEntities {

    private final Masking masking;

    @Inject
    MaskedEntities(Masking masking) {
        this.masking = masking;
    }

    @ServerResponseFilter
    void mask(ContainerResponseContext response) {
        if (response.getEntity() instanceof String text) {
            response.setEntity(masking.of(text).text());
        }
    }
}
