package ai.hermes.sessions.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import jakarta.ws.rs.sse.OutboundSseEvent;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.jaxrs.OutboundSseEventImpl;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LiveClientTest {

    private final AssertSubscriber<OutboundSseEvent> subscriber = AssertSubscriber.create();
    private LiveClient client;

    @BeforeEach
    void open() {
        Multi.createFrom()
                .<OutboundSseEvent>emitter(
                        stream -> client = new LiveClient((profile, version) -> Optional.empty(), stream),
                        BackPressureStrategy.BUFFER)
                .subscribe()
                .withSubscriber(subscriber);
    }

    private static OutboundSseEvent event(String name) {
        return new OutboundSseEventImpl.BuilderImpl().name(name).data(name).build();
    }

    private List<String> taken() {
        return subscriber.getItems().stream().map(OutboundSseEvent::getName).toList();
    }

    @Test
    void whoeverIsReadyIsSentAllThatComes() {
        // given
        subscriber.request(2);

        // when
        client.send(event("one"));
        client.send(event("two"));

        // then
        assertThat(taken()).containsExactly("one", "two");
    }

    @Test
    void whoeverIsSlowIsSentTheNewest() {
        // given
        client.send(event("one"));
        client.send(event("two"));
        client.send(event("three"));

        // when
        subscriber.request(5);

        // then
        assertThat(taken()).containsExactly("three");
    }

    @Test
    void whatIsSentToKeepAStreamOpenTakesNobodysPlace() {
        // given
        client.send(event("one"));
        client.sendIfFree(event("keepalive"));

        // when
        subscriber.request(5);

        // then
        assertThat(taken()).containsExactly("one");
    }
}
