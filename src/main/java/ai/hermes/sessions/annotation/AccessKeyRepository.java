package ai.hermes.sessions.annotation;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What opens the service. Asking costs nothing, it is in memory; a change waits for the disk and throws
 * {@link AnnotationFaultException} if it could not be kept.
 */
@Singleton
public class AccessKeyRepository implements AnnotationWriter.Part {

    private final AnnotationWriter writer;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile Map<String, AccessKey> byDigest = Map.of();
    private volatile boolean unknown;

    @Inject
    AccessKeyRepository(AnnotationWriter writer) {
        this.writer = writer;
        writer.register(this);
    }

    @Override
    public void load(Connection connection) throws SQLException {
        publish(new AccessKeyTable(connection).all());
    }

    @Override
    public void empty() {
        publish(List.of());
    }

    @Override
    public void unreadable() {
        // Before the keys go, so that nobody sees that there are none.
        unknown = true;
        hold(List.of());
    }

    /** Whether there may be keys that could not be read. */
    public boolean unknown() {
        return unknown;
    }

    /** Tells somebody of all changes from now on, after each was committed. Must be quick and must not throw. */
    public void listen(Runnable listener) {
        listeners.add(listener);
    }

    /** The key whose secret has that digest. One that has expired is there until it is removed. */
    public Optional<AccessKey> find(String digest) {
        return Optional.ofNullable(byDigest.get(digest));
    }

    /** All keys, in no order. */
    public Collection<AccessKey> all() {
        return byDigest.values();
    }

    /** Adds a key, and in the same change removes others. */
    public void add(AccessKey key, Collection<String> removed) {
        change(table -> {
            table.remove(removed);
            table.add(key);
        });
    }

    /** Removes keys; those that are gone already are passed over. */
    public void remove(Collection<String> ids) {
        change(table -> table.remove(ids));
    }

    /** Writes down when keys were last used, by their ids, in seconds since 1970. */
    public void used(Map<String, Double> times) {
        change(table -> table.used(times));
    }

    /** Reads them anew, since another process may have added some. */
    public void refresh() {
        writer.read(connection -> {
            load(connection);
            return true;
        });
    }

    private void change(Change change) {
        writer.write(
                connection -> {
                    AccessKeyTable table = new AccessKeyTable(connection);
                    change.on(table);
                    return table.all();
                },
                this::publish);
    }

    private void publish(List<AccessKey> keys) {
        hold(keys);
        unknown = false;
    }

    private void hold(List<AccessKey> keys) {
        byDigest = keys.stream().collect(Collectors.toUnmodifiableMap(AccessKey::digest, Function.identity()));
        listeners.forEach(Runnable::run);
    }

    @FunctionalInterface
    private interface Change {
        void on(AccessKeyTable table) throws SQLException;
    }
}
