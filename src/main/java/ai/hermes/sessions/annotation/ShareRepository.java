package ai.hermes.sessions.annotation;

import ai.hermes.sessions.store.Profile;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The snapshots that others may read. What is known of them is in memory, so that a token which opens nothing costs
 * nothing; messages are read when somebody has a right one. Those that expired are gone for everybody at once, and from
 * the database with the next change.
 */
@Singleton
public class ShareRepository implements AnnotationWriter.Part {

    private final AnnotationWriter writer;
    private final Clock clock;
    private volatile Map<String, Share> shares = Map.of();

    @Inject
    ShareRepository(AnnotationWriter writer, Clock clock) {
        this.writer = writer;
        this.clock = clock;
        writer.register(this);
    }

    @Override
    public void load(Connection connection) throws SQLException {
        shares = new ShareTable(connection).all();
    }

    @Override
    public void empty() {
        shares = Map.of();
    }

    /** The share whose token has that digest; empty where there is none, or where it has expired. */
    public Optional<Share> find(String tokenDigest) {
        return Optional.ofNullable(shares.get(tokenDigest)).filter(this::open);
    }

    /** The share of a conversation; empty where there is none, or where it has expired. */
    public Optional<Share> of(ConversationKey conversation) {
        return shares.values().stream()
                .filter(it -> it.conversation().equals(conversation))
                .filter(this::open)
                .findFirst();
    }

    /** All shares of a profile, the newest first. */
    public List<Share> of(Profile profile) {
        return shares.values().stream()
                .filter(it -> it.conversation().profile().equals(profile))
                .filter(this::open)
                .sorted(Comparator.comparingDouble(Share::updatedAt).reversed())
                .toList();
    }

    /**
     * The messages of a snapshot, a JSON array; empty where it is gone meanwhile.
     *
     * @throws AnnotationFaultException if they could not be read
     */
    public Optional<String> messages(Share share) {
        return writer.read(connection -> new ShareTable(connection).messages(share.id()))
                .flatMap(it -> it);
    }

    /**
     * Keeps a snapshot, in the place of the one with the same id.
     *
     * @param messages a JSON array of masked text
     * @throws AnnotationFaultException if it could not be kept
     */
    public void keep(Share share, String messages) {
        change(
                it -> it.conversation().equals(share.conversation()) && !it.id().equals(share.id()),
                table -> table.put(share, messages));
    }

    /**
     * Removes the snapshots of conversations, so that their tokens open nothing any more.
     *
     * @throws AnnotationFaultException if they could not be removed
     */
    public void remove(Set<ConversationKey> conversations) {
        if (shares.values().stream().map(Share::conversation).anyMatch(conversations::contains)) {
            change(it -> conversations.contains(it.conversation()), table -> {});
        }
    }

    private void change(Predicate<Share> going, Change change) {
        writer.write(
                connection -> {
                    ShareTable table = new ShareTable(connection);
                    for (Share share : shares.values()) {
                        if (going.test(share) || !open(share)) {
                            table.remove(share.id());
                        }
                    }
                    change.on(table);
                    return table.all();
                },
                now -> shares = now);
    }

    private boolean open(Share share) {
        return share.expiresAt() > clock.millis() / 1000.0;
    }

    @FunctionalInterface
    private interface Change {
        void on(ShareTable table) throws SQLException;
    }
}
