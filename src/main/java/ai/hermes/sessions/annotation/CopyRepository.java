package ai.hermes.sessions.annotation;

import ai.hermes.sessions.store.Profile;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;

/**
 * The conversations of our own. What is known of them is in memory; their messages are read when somebody wants them.
 *
 * <p>All that changes or reads messages throws {@link AnnotationFaultException} if it could not.
 */
@Singleton
public class CopyRepository implements AnnotationWriter.Part {

    /** What was begun earlier and is not complete was left behind by a crash. */
    private static final double LONGEST_SECONDS = 3_600;

    private final AnnotationWriter writer;
    private final List<BiConsumer<Map<String, Copy>, Map<String, Copy>>> listeners = new CopyOnWriteArrayList<>();
    private volatile Map<String, Copy> copies = Map.of();

    @Inject
    CopyRepository(AnnotationWriter writer) {
        this.writer = writer;
        writer.register(this);
    }

    @Override
    public void load(Connection connection) throws SQLException {
        publish(new CopyTables(connection).all());
    }

    @Override
    public void empty() {
        publish(Map.of());
    }

    /** All that are complete, by id; immutable. */
    public Map<String, Copy> copies() {
        return copies;
    }

    /**
     * Tells somebody of all changes from now on.
     *
     * @param listener gets what there was and what there is; must be quick and must not throw
     */
    public void listen(BiConsumer<Map<String, Copy>, Map<String, Copy>> listener) {
        listeners.add(listener);
    }

    /** Begins a copy, which is not shown before it is {@linkplain #complete complete}. */
    public void begin(Copy copy) {
        writer.write(connection -> {
            CopyTables tables = new CopyTables(connection);
            tables.removeLeftBehind(copy.createdAt() - LONGEST_SECONDS);
            tables.put(copy, false);
            return true;
        });
    }

    /** Adds messages to a copy that was begun. Their order does not matter, their numbers do. */
    public void append(Copy copy, List<CopiedMessage> messages) {
        writer.write(connection -> {
            new CopyTables(connection).add(copy.id(), messages);
            return true;
        });
    }

    /** Shows a copy that was begun. */
    public void complete(Copy copy) {
        change(copy, tables -> {});
    }

    /** Shows a copy that was begun and was brought in to be looked at; it says what is known of its first place. */
    public void completeImported(Copy copy) {
        change(copy, tables -> {
            if (copy.imported().isPresent()) {
                tables.put(copy.id(), copy.imported().get());
            }
        });
    }

    /** Removes what there is of a copy that was begun and cannot be completed. */
    public void discard(Copy copy) {
        writer.write(connection -> {
            new CopyTables(connection).remove(copy.id());
            return true;
        });
    }

    /** Removes copies for good. */
    public void remove(Set<String> ids) {
        writer.write(
                connection -> {
                    for (String id : ids) {
                        new CopyTables(connection).remove(id);
                    }
                    return ids;
                },
                this::forget);
    }

    private void forget(Set<String> removed) {
        Map<String, Copy> now = new HashMap<>(copies);
        now.keySet().removeAll(removed);
        publish(Map.copyOf(now));
    }

    /** Gives a copy the values that are in the record. */
    public void change(Copy copy) {
        change(copy, tables -> {});
    }

    /**
     * Removes the end of a copy, and gives it the values that are in the record.
     *
     * @param keep how many messages stay
     */
    public void cut(Copy copy, long keep) {
        change(copy, tables -> tables.cut(copy.id(), keep));
    }

    private void change(Copy copy, Change change) {
        writer.write(
                connection -> {
                    CopyTables tables = new CopyTables(connection);
                    change.on(tables);
                    tables.put(copy, true);
                    return copy.sized(tables.size(copy.id()));
                },
                this::publish);
    }

    /** What is known of all messages of a copy, in their order. */
    public List<CopiedMessage.Outline> outlines(String id) {
        return outlines(id, 0, Long.MAX_VALUE);
    }

    /**
     * What is known of some messages of a copy, in their order.
     *
     * @param from number of the first
     * @param to number of the one after the last
     */
    public List<CopiedMessage.Outline> outlines(String id, long from, long to) {
        return writer.read(connection -> new CopyTables(connection).outlines(id, from, to))
                .orElse(List.of());
    }

    /** What is known of the last message of a copy; empty where it has none. */
    public Optional<CopiedMessage.Outline> last(String id) {
        return writer.read(connection -> new CopyTables(connection).last(id)).flatMap(it -> it);
    }

    /**
     * Some messages of a copy as JSON, in their order.
     *
     * @param from number of the first
     * @param to number of the one after the last
     */
    public List<String> messages(String id, long from, long to) {
        return writer.read(connection -> new CopyTables(connection).messages(id, from, to))
                .orElse(List.of());
    }

    /** A message of a copy. */
    public record Place(Profile profile, String copyId, long number) {}

    /** The messages of copies that are complete whose JSON has one of two texts in it. */
    public List<Place> containing(String text, String other) {
        return writer.read(connection -> new CopyTables(connection).containing(text, other))
                .orElse(List.of());
    }

    private void publish(Copy changed) {
        Map<String, Copy> now = new HashMap<>(copies);
        now.put(changed.id(), changed);
        publish(Map.copyOf(now));
    }

    private void publish(Map<String, Copy> now) {
        Map<String, Copy> before = copies;
        if (!now.equals(before)) {
            copies = now;
            listeners.forEach(listener -> listener.accept(before, now));
        }
    }

    /** A change of one copy, within the transaction. */
    private interface Change {
        void on(CopyTables tables) throws SQLException;
    }
}
