package ai.hermes.sessions.annotation;

import ai.hermes.sessions.masking.Masking;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What people chose. Asking costs nothing, it is in memory; a change waits for the disk and belongs on a worker thread.
 */
@Singleton
public class SettingRepository implements AnnotationWriter.Part {

    private static final String ALL = "SELECT name, value FROM setting";
    private static final String SET = """
            INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value
            """;
    private static final String REMOVE = "DELETE FROM setting WHERE name = ?";

    private final AnnotationWriter writer;
    private final Masking masking;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile Settings settings = Settings.NONE;

    @Inject
    SettingRepository(AnnotationWriter writer, Masking masking) {
        this.writer = writer;
        this.masking = masking;
        writer.register(this);
    }

    @Override
    public void load(Connection connection) throws SQLException {
        publish(all(connection));
    }

    @Override
    public void empty() {
        publish(Settings.NONE);
    }

    /** All that was chosen so far. */
    public Settings settings() {
        return settings;
    }

    /**
     * Tells somebody of all changes from now on: in the thread that made the change, after it was committed and before
     * the caller is answered. Must be quick and must not throw.
     */
    public void listen(Runnable listener) {
        listeners.add(listener);
    }

    /**
     * Keeps what was chosen.
     *
     * @param values as {@link Setting#kept} has them; empty for a choice that is taken back. What is not in it stays
     * @throws AnnotationFaultException if it could not be kept
     */
    public void choose(Map<Setting, Optional<String>> values) {
        writer.write(
                connection -> {
                    for (Map.Entry<Setting, Optional<String>> each : values.entrySet()) {
                        choose(connection, each.getKey(), each.getValue());
                    }
                    return all(connection);
                },
                this::publish);
    }

    private static void choose(Connection connection, Setting setting, Optional<String> value) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(value.isPresent() ? SET : REMOVE)) {
            statement.setString(1, setting.wireName());
            if (value.isPresent()) {
                statement.setString(2, value.get());
            }
            statement.executeUpdate();
        }
    }

    private static Settings all(Connection connection) throws SQLException {
        Map<Setting, String> chosen = new EnumMap<>(Setting.class);
        try (PreparedStatement statement = connection.prepareStatement(ALL);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                String value = rows.getString("value");
                Setting.named(rows.getString("name")).ifPresent(setting -> chosen.put(setting, value));
            }
        }
        return new Settings(chosen);
    }

    private void publish(Settings now) {
        boolean changed = !now.equals(settings);
        settings = now;
        // Before anybody is told, so that whoever makes an answer anew makes it as it was chosen.
        masking.set(now.flag(Setting.API_REDACT_ENABLED, true));
        if (changed) {
            listeners.forEach(Runnable::run);
        }
    }
}
