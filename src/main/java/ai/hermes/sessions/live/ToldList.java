package ai.hermes.sessions.live;

import ai.hermes.sessions.caller.Visible;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/** A stream about lists. */
record ToldList(Visible scope, EventWriter writer) implements Told {

    @Override
    public Optional<Buffer> first(EventId latest) {
        return Optional.empty();
    }

    @Override
    public Optional<Buffer> of(LiveEvent event) {
        return event.in(scope);
    }

    @Override
    public Optional<Buffer> resync(EventId latest, Resync cause) {
        return Optional.of(
                writer.write(latest, SessionsChanged.NAME, SessionsChanged.resync(latest.sequence(), cause)));
    }
}
