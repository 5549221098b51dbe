package ai.hermes.sessions.transcript;

import ai.hermes.sessions.lease.Purpose;
import ai.hermes.sessions.store.AgentStore;
import ai.hermes.sessions.store.Cancellation;
import ai.hermes.sessions.store.StoreConnection;
import ai.hermes.sessions.store.StoreFault;
import ai.hermes.sessions.store.StoreFaultException;
import ai.hermes.sessions.store.StoreReader;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Reads messages of conversations. First only the outline of all messages, which is small however large they are; then
 * whole messages, but none that is not asked for.
 */
@Singleton
public class Transcripts {

    static final int PIECE_MESSAGES = 500;
    static final long PIECE_SIZE = 4 << 20;
    private static final String TIME_OF = "SELECT timestamp FROM messages WHERE id = ?";

    private final StoreReader reader;
    private final TranscriptConfig config;

    @Inject
    Transcripts(StoreReader reader, TranscriptConfig config) {
        this.reader = reader;
        this.config = config;
    }

    /**
     * Reads a window of a conversation.
     *
     * @param store the store that holds it
     * @param segments ids of the sessions that it consists of, oldest first; one without messages adds nothing
     * @param request which messages
     * @throws StoreFaultException if the store cannot be read now, or has no messages at all
     * @throws MessageNotFoundException if the message to read around is not in it
     */
    public MessageWindow read(AgentStore store, List<String> segments, WindowRequest request) {
        return read(store, segments, request, new Cancellation());
    }

    /**
     * The same for somebody who may leave before it is done.
     *
     * @param cancellation ends the read
     * @throws java.util.concurrent.CancellationException if it was ended so
     */
    public MessageWindow read(
            AgentStore store, List<String> segments, WindowRequest request, Cancellation cancellation) {
        return read(
                store, segments, request, config.maxMessages(), config.maxSize().asLongValue(), cancellation);
    }

    private MessageWindow read(
            AgentStore store,
            List<String> segments,
            WindowRequest request,
            int maxMessages,
            long maxSize,
            Cancellation cancellation) {
        return reader.read(store, Purpose.TRANSCRIPT, cancellation, connection -> {
            if (!connection.schema().has("messages")) {
                throw new StoreFaultException(store.profile(), StoreFault.WITHOUT_MESSAGES);
            }
            return window(connection, segments, request, maxMessages, maxSize);
        });
    }

    /**
     * Reads a few whole messages, with nothing cut, for somebody who takes a long conversation piece by piece. Each
     * piece is a short read of its own.
     *
     * @param store the store that holds it
     * @param segments as for {@link #read}
     * @param before only messages with a lesser number, the last of them
     * @throws StoreFaultException as for {@link #read}
     */
    public MessageWindow piece(AgentStore store, List<String> segments, long before) {
        WindowRequest request = new WindowRequest(OptionalInt.empty(), OptionalLong.of(before));
        return read(store, segments, request, PIECE_MESSAGES, PIECE_SIZE, new Cancellation());
    }

    private MessageWindow window(
            StoreConnection connection, List<String> segments, WindowRequest request, int maxMessages, long maxSize)
            throws SQLException {
        List<Outline> all = new ArrayList<>();
        for (String segment : segments) {
            all.addAll(Twins.collapse(connection, segment, Outline.ofSession(connection, segment)));
        }
        Span span = Span.of(all, request, maxMessages, maxSize);
        List<Long> ids =
                all.subList(span.from(), span.to()).stream().map(Outline::id).toList();
        long newest = all.stream().mapToLong(Outline::id).max().orElse(0);
        return new MessageWindow(
                Message.withIds(connection, ids, request.limit().isPresent()),
                span.from(),
                span.from() > 0,
                all.size(),
                newest,
                connection.first(TIME_OF, row -> row.time("timestamp"), newest).orElse(0.0));
    }
}
